package io.github.crowdrank.engine.dl4j;

import io.github.crowdrank.network.FeatureMaps;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Feature maps as ND4J's arrays and back; every time a copy. */
final class Arrays4d {
  private Arrays4d() {}

  static INDArray of(FeatureMaps maps) {
    long[] shape = {maps.count(), maps.channels(), maps.height(), maps.width()};
    return Nd4j.create(maps.values(), shape, 'c');
  }

  static FeatureMaps toFeatureMaps(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      return FeatureMaps.of(
          (int) array.size(0),
          (int) array.size(1),
          (int) array.size(2),
          (int) array.size(3),
          copy.data().asFloat());
    }
  }

  /** Frees an array now rather than when its turn comes in the garbage collection. */
  static void free(INDArray array) {
    if (!array.wasClosed() && array.closeable()) {
      array.close();
    }
  }
}
