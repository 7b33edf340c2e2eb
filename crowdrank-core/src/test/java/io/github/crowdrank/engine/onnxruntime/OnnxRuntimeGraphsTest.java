package io.github.crowdrank.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.Dl4jGraphs;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.NetworkSpecJson;
import io.github.crowdrank.onnx.ExportedGraphs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs that the engine runs as they are. */
class OnnxRuntimeGraphsTest {
  private static final OnnxRuntimeEngine ENGINE = OnnxRuntimeEngine.create();

  @Test
  void graphs_of_pytorch_give_what_pytorch_gave() throws IOException {
    List<Double> expected =
        new String(ExportedGraphs.bytes("open.txt"), StandardCharsets.US_ASCII)
            .lines()
            .map(Double::valueOf)
            .toList();
    for (String graph : List.of("open.onnx", "squeezed.onnx", "fixed.onnx")) {
      NetworkSpec spec = Graphs.network(graph, 2, 0.5);
      try (InferenceNetwork network = ENGINE.compile(spec, Graphs.none(spec))) {
        FeatureMaps map = network.forward(picture());
        assertThat(List.of(map.channels(), map.height(), map.width())).containsExactly(1, 16, 24);
        assertThat(map.values()).isNotEqualTo(new float[16 * 24]);
        if (graph.equals("open.onnx")) {
          double sum = 0;
          for (float value : map.values()) {
            sum += value;
          }
          assertThat(2 * sum).isCloseTo(expected.get(40), within(1e-3));
          for (int i = 0; i < 40; i++) {
            assertThat(2 * map.values()[i]).isCloseTo(expected.get(i).floatValue(), within(1e-5f));
          }
        }
      }
    }
  }

  /** The picture of which {@code open.txt} says what PyTorch made. */
  private static FeatureMaps picture() {
    float[] values = new float[3 * 32 * 48];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 7 - 3) / 3f;
    }
    return FeatureMaps.of(1, 3, 32, 48, values);
  }

  @Test
  void a_map_of_another_size_than_the_stride_says_is_refused_before_any_picture_comes()
      throws IOException {
    NetworkSpec spec = Graphs.network("open.onnx", 4, 1);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compile(spec, Graphs.none(spec)))
        .withMessageContaining("network \"open.onnx\" should make a map of 1x16x32")
        .withMessageContaining("shape=[1, 1, 32, 64]");
  }

  @Test
  void a_graph_of_one_size_takes_no_other() throws IOException {
    NetworkSpec spec = Graphs.network("fixed.onnx", 2, 1);
    try (InferenceNetwork network = ENGINE.compile(spec, Graphs.none(spec))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.forward(FeatureMaps.zeros(1, 3, 32, 64)))
          .withMessageContaining("pictures of 32x48");
    }
  }

  @Test
  void other_engines_and_formats_refuse_graphs() throws IOException {
    NetworkSpec spec = Graphs.network("open.onnx", 2, 1);
    for (var engine : List.of(OneDnnEngine.create(), Dl4jEngine.create())) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> engine.compile(spec, Graphs.none(spec)))
          .withMessageContaining("take OnnxRuntimeEngine");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkSpecJson.toJson(spec));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dl4jGraphs.toGraph(spec, Graphs.none(spec)));
  }

  /** Without an end to the pass, only the interruption can be what ended it. */
  @Test
  @Timeout(120)
  void a_pass_ends_when_its_thread_is_interrupted_and_the_next_one_is_not_the_worse()
      throws Exception {
    NetworkSpec spec = Graphs.grey(EndlessGraph.write(), 1);
    InferenceNetwork network = ENGINE.compile(spec, Graphs.none(spec));
    FeatureMaps ones = FeatureMaps.of(1, 1, 1, 1, new float[] {1});
    CompletableFuture<Boolean> stayedInterrupted = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                network.forward(ones);
                stayedInterrupted.completeExceptionally(new AssertionError("it has no end"));
              } catch (CancellationException e) {
                stayedInterrupted.complete(Thread.currentThread().isInterrupted());
              } catch (RuntimeException e) {
                stayedInterrupted.completeExceptionally(e);
              }
            });
    caller.setDaemon(true);
    caller.start();
    while (Stream.of(caller.getStackTrace())
        .noneMatch(frame -> frame.getClassName().equals("ai.onnxruntime.OrtSession"))) {
      assertThat(stayedInterrupted).isNotCompletedExceptionally();
      Thread.onSpinWait();
    }

    caller.interrupt();

    assertThat(stayedInterrupted.get()).isTrue();
    assertThat(network.forward(FeatureMaps.zeros(1, 1, 2, 3)).values()).containsOnly(0);
    network.close();
  }

  @Test
  void a_pass_that_gets_no_memory_is_told_from_one_that_fails() throws IOException {
    NetworkSpec greedy = Graphs.grey(GreedyGraph.write(), 1);
    NetworkSpec wrong = Graphs.network("open.onnx", 4, 1);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compile(greedy, Graphs.none(greedy)))
        .withMessageContaining("fails at network \"grey\"")
        .matches(EngineException::isLackOfMemory);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compile(wrong, Graphs.none(wrong)))
        .matches(problem -> !problem.isLackOfMemory());
  }

  @Test
  void a_graph_that_gets_no_memory_when_it_is_prepared_is_told_from_one_that_is_refused()
      throws IOException {
    NetworkSpec greedy = Graphs.grey(GreedyGraph.writeSparse(), 1);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compile(greedy, Graphs.none(greedy)))
        .withMessageContaining("refuses network \"grey\"")
        .matches(EngineException::isLackOfMemory);
  }

  @ParameterizedTest
  @ValueSource(ints = {40_000, 1 << 30, Integer.MAX_VALUE})
  void a_graph_that_asks_for_pictures_beyond_any_memory_is_refused_in_words(int sizeMultiple)
      throws IOException {
    NetworkSpec spec = Graphs.grey(EndlessGraph.write(), sizeMultiple);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compile(spec, Graphs.none(spec)))
        .withMessageContaining("network \"grey\" takes pictures of")
        .withMessageContaining("MiB");
  }
}
