package io.github.crowdrank.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.NaiveNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.io.ProtobufWriter;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Dl4jGraphs;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.NetworkSpecJson;
import io.github.crowdrank.network.OnnxGeometry;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxRuntimeEngineTest {
  private static final OnnxRuntimeEngine ENGINE = OnnxRuntimeEngine.create();
  private static final NetworkSpec EVERY_KIND = RandomNetworks.everyKind();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 24);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void networks_written_as_onnx_agree_with_straight_loops(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    agrees(RandomNetworks.draw(random, 12), 12, 12, random);
    agrees(EVERY_KIND, 16, 24, random);
  }

  private static void agrees(NetworkSpec spec, int height, int width, SplittableRandom random) {
    Weights weights = RandomNetworks.weights(spec, random);
    FeatureMaps batch = RandomNetworks.batch(2, spec.input().channels(), height, width, random);
    double[] expected =
        new NaiveNetwork(spec, NaiveNetwork.doubles(weights.toArray()))
            .forward(2, height, width, NaiveNetwork.doubles(batch.values()));
    float[] before = batch.values().clone();
    try (InferenceNetwork network = ENGINE.compile(spec, weights)) {
      double[] output = NaiveNetwork.doubles(network.forward(batch).values());
      assertThat(NaiveNetwork.relativeError(output, expected)).isLessThan(1e-5);
      assertThat(batch.values()).containsExactly(before);
      assertThat(network.forwardBytes(48, 48)).isGreaterThan(network.forwardBytes(16, 16));
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = OnnxGraph.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static NetworkSpec network(String graph, int stride, double scale) throws IOException {
    return new NetworkSpec(
        graph,
        List.of(
            new Layer.Input("input", 3),
            new Layer.Onnx(
                "graph",
                "input",
                OnnxGraph.of(resource(graph), graph),
                new OnnxGeometry(stride, 4, null, 2048),
                scale)));
  }

  private static Weights none(NetworkSpec spec) {
    return Weights.of(spec, new float[0]);
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
  void graphs_of_pytorch_give_what_pytorch_gave() throws IOException {
    List<Double> expected =
        new String(resource("open.txt"), StandardCharsets.US_ASCII)
            .lines()
            .map(Double::valueOf)
            .toList();
    for (String graph : List.of("open.onnx", "squeezed.onnx", "fixed.onnx")) {
      NetworkSpec spec = network(graph, 2, 0.5);
      try (InferenceNetwork network = ENGINE.compile(spec, none(spec))) {
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

  @Test
  void a_map_of_another_size_than_the_stride_says_is_refused_before_any_picture_comes()
      throws IOException {
    NetworkSpec spec = network("open.onnx", 4, 1);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compile(spec, none(spec)))
        .withMessageContaining("network \"open.onnx\" should make a map of 1x16x32")
        .withMessageContaining("shape=[1, 1, 32, 64]");
  }

  @Test
  void a_graph_of_one_size_takes_no_other() throws IOException {
    NetworkSpec spec = network("fixed.onnx", 2, 1);
    try (InferenceNetwork network = ENGINE.compile(spec, none(spec))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.forward(FeatureMaps.zeros(1, 3, 32, 64)))
          .withMessageContaining("pictures of 32x48");
    }
  }

  @Test
  void other_engines_and_formats_refuse_graphs() throws IOException {
    NetworkSpec spec = network("open.onnx", 2, 1);
    for (var engine : List.of(OneDnnEngine.create(), Dl4jEngine.create())) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> engine.compile(spec, none(spec)))
          .withMessageContaining("take OnnxRuntimeEngine");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkSpecJson.toJson(spec));
    assertThatIllegalArgumentException().isThrownBy(() -> Dl4jGraphs.toGraph(spec, none(spec)));
  }

  @Test
  void it_does_not_train_and_says_so() throws IOException {
    Weights weights = RandomNetworks.weights(EVERY_KIND, new SplittableRandom(1));
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compileForTraining(EVERY_KIND, weights))
        .withMessageContaining("needs another engine");
    NetworkSpec spec = network("open.onnx", 2, 1);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compileForTraining(spec, none(spec)))
        .withMessageContaining("which no engine here trains");
  }

  @Test
  void cuda_is_asked_for_by_name_where_it_is_missing() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> OnnxRuntimeEngine.cuda(0))
        .withMessageContaining(OnnxRuntimeEngine.NEEDS_FOR_CUDA);
    assertThatIllegalArgumentException().isThrownBy(() -> OnnxRuntimeEngine.cuda(-1));
  }

  @Test
  void many_threads_get_the_results_one_thread_gets() {
    Weights weights = RandomNetworks.weights(EVERY_KIND, new SplittableRandom(1));
    try (InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights)) {
      List<float[]> expected =
          IntStream.range(0, 8).mapToObj(i -> network.forward(batch(i)).values()).toList();
      IntStream.range(0, 32)
          .parallel()
          .forEach(
              i ->
                  assertThat(network.forward(batch(i % 8)).values())
                      .containsExactly(expected.get(i % 8)));
    }
  }

  private static FeatureMaps batch(long seed) {
    return RandomNetworks.batch(1, 3, 16, 16, new SplittableRandom(seed));
  }

  @Test
  void closing_while_others_compute_leaves_each_a_result_or_a_refusal() {
    Weights weights = RandomNetworks.weights(EVERY_KIND, new SplittableRandom(1));
    InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights);
    float[] expected = network.forward(batch(1)).values();
    IntStream.range(0, 16)
        .parallel()
        .forEach(
            i -> {
              if (i == 7) {
                network.close();
              } else {
                try {
                  assertThat(network.forward(batch(1)).values()).containsExactly(expected);
                } catch (IllegalStateException e) {
                  assertThat(e).hasMessageContaining("closed");
                }
              }
            });
    network.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> network.forward(batch(1)))
        .withMessageContaining("closed");
  }

  @Test
  void an_interrupted_thread_gets_no_result_and_stays_interrupted() {
    Weights weights = RandomNetworks.weights(EVERY_KIND, new SplittableRandom(1));
    try (InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> network.forward(batch(1)));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** A graph that ends at once on zeros and else never: it copies its input for as long. */
  private static OnnxGraph endlessGraph() throws IOException {
    ProtobufWriter body =
        new ProtobufWriter()
            .message(1, node("Identity", "on", "goesOn"))
            .message(1, node("Identity", "last", "next"))
            .text(2, "body")
            .message(11, value("turn", 7))
            .message(11, value("on", 9))
            .message(11, value("last", 1, "pictures", 1, "rows", "columns"))
            .message(12, value("goesOn", 9))
            .message(12, value("next", 1, "pictures", 1, "rows", "columns"));
    ProtobufWriter loop =
        new ProtobufWriter()
            .texts(1, List.of("", "positive", "image"))
            .text(2, "map")
            .text(4, "Loop")
            .message(5, new ProtobufWriter().text(1, "body").message(6, body).integer(20, 5));
    ProtobufWriter largest =
        node("ReduceMax", "image", "largest")
            .message(5, new ProtobufWriter().text(1, "keepdims").integer(3, 0).integer(20, 2));
    ProtobufWriter graph =
        new ProtobufWriter()
            .message(1, largest)
            .message(1, node("Greater", "largest", "positive", "zero"))
            .message(1, loop)
            .text(2, "endless")
            .message(5, new ProtobufWriter().integer(2, 1).text(8, "zero").floats(9, new float[1]))
            .message(11, value("image", 1, "pictures", 1, "rows", "columns"))
            .message(12, value("map", 1, "pictures", 1, "rows", "columns"));
    return OnnxGraph.of(
        new ProtobufWriter()
            .integer(1, 7)
            .message(7, graph)
            .message(8, new ProtobufWriter().text(1, "").integer(2, 13))
            .toBytes(),
        "endless");
  }

  private static ProtobufWriter node(
      String operator, String input, String output, String... others) {
    return new ProtobufWriter()
        .text(1, input)
        .texts(1, List.of(others))
        .text(2, output)
        .text(4, operator);
  }

  private static ProtobufWriter value(String name, int type, Object... sides) {
    ProtobufWriter shape = new ProtobufWriter();
    for (Object side : sides) {
      shape.message(
          1,
          side instanceof Integer length
              ? new ProtobufWriter().integer(1, length)
              : new ProtobufWriter().text(2, side.toString()));
    }
    ProtobufWriter tensor = new ProtobufWriter().integer(1, type).message(2, shape);
    return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
  }

  private static NetworkSpec grey(OnnxGraph graph, int sizeMultiple) {
    return new NetworkSpec(
        "grey",
        List.of(
            new Layer.Input("input", 1),
            new Layer.Onnx(
                "graph", "input", graph, new OnnxGeometry(1, sizeMultiple, null, 64), 1)));
  }

  /** Without an end to the pass, only the interruption can be what ended it. */
  @Test
  @Timeout(120)
  void a_pass_ends_when_its_thread_is_interrupted_and_the_next_one_is_not_the_worse()
      throws Exception {
    NetworkSpec spec = grey(endlessGraph(), 1);
    InferenceNetwork network = ENGINE.compile(spec, none(spec));
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

  @ParameterizedTest
  @ValueSource(ints = {40_000, 1 << 30, Integer.MAX_VALUE})
  void a_graph_that_asks_for_pictures_beyond_any_memory_is_refused_in_words(int sizeMultiple)
      throws IOException {
    NetworkSpec spec = grey(endlessGraph(), sizeMultiple);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compile(spec, none(spec)))
        .withMessageContaining("network \"grey\" takes pictures of")
        .withMessageContaining("MiB");
  }

  @Test
  void layers_may_have_any_name_that_a_network_allows() {
    NetworkSpec spec =
        new NetworkSpec(
            "names",
            List.of(
                new Layer.Input("input", 1),
                convolution("zero", "input"),
                convolution("six", "zero"),
                convolution("map", "six")));
    agrees(spec, 4, 5, new SplittableRandom(3));
  }

  private static Layer convolution(String name, String input) {
    return new Layer.Convolution(name, input, 1, 3, 1, Padding.same(3, 1), 1, Activation.RELU6);
  }

  /** Runs where ONNX Runtime is not on the class path. */
  static final class WithoutLibrary {
    private WithoutLibrary() {}

    public static void main(String[] arguments) {
      AutomaticEngine.create();
      try {
        OnnxRuntimeEngine.create();
      } catch (EngineException e) {
        System.out.println("RESULT " + e.getMessage());
      }
    }
  }

  @Test
  void without_the_library_the_other_engines_run_and_a_sentence_says_what_to_add(
      @TempDir Path empty) throws Exception {
    String output =
        ChildJvm.run(
            empty, WithoutLibrary.class, jar -> !jar.contains("onnxruntime-"), List.of("-Xmx256m"));

    assertThat(ChildJvm.results(output))
        .singleElement()
        .asString()
        .contains("add " + OnnxRuntimeEngine.NEEDS + " to the class path");
  }
}
