package io.github.crowdrank.engine.onednn;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.global.dnnl;

/** Creates primitives by the first algorithm that exists here. */
final class FirstThatWorks {
  private FirstThatWorks() {}

  /**
   * Tries each algorithm in turn.
   *
   * @throws RuntimeException oneDNN's, if the last one does not work either
   */
  static <T> T of(List<dnnl.algorithm> algorithms, Function<dnnl.algorithm, T> create) {
    try {
      return create.apply(algorithms.get(0));
    } catch (RuntimeException e) {
      // Winograd needs AVX-512 and certain shapes; there is no other way to ask.
      if (algorithms.size() == 1) {
        throw e;
      }
      return of(algorithms.subList(1, algorithms.size()), create);
    }
  }
}
