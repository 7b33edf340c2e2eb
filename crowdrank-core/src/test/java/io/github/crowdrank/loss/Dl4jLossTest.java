package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The losses in a user's own loop around a Deeplearning4j network, and in one of its layers. */
class Dl4jLossTest {
  private static final int PATCHES = 8;
  private static final int LABELED = 2;
  private static final int PER_GROUP = 3;
  private static final int CELLS = 4 * 5;

  /** A loss function and the same loss on arrays. */
  record Pairing(
      String name,
      ILossFunction function,
      int patches,
      Function<INDArray, Function<INDArray, INDArrayLoss>> loss) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Pairing> pairings() {
    EuclideanDensityLoss counting = new EuclideanDensityLoss();
    RankingHingeLoss ranking =
        RankingHingeLoss.builder().reduction(RankingReduction.MEAN_PAIRS).margin(0.1).build();
    MultiTaskLoss both = new MultiTaskLoss(counting, ranking, 100);
    EuclideanDensityLossFunction countingFunction =
        new EuclideanDensityLossFunction(CELLS, CountingReduction.PAPER);
    RankingHingeLossFunction rankingFunction =
        RankingHingeLossFunction.of(ranking, CELLS, PER_GROUP);
    return Stream.of(
        new Pairing("counting", countingFunction, 4, target -> at -> counting.evaluate(at, target)),
        new Pairing("ranking", rankingFunction, 6, target -> at -> ranking.evaluate(at, PER_GROUP)),
        new Pairing(
            "both",
            new MultiTaskLossFunction(LABELED, countingFunction, rankingFunction, 100),
            PATCHES,
            target ->
                at -> both.evaluate(at, target.get(NDArrayIndex.interval(0, LABELED)), PER_GROUP)));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void external_errors_give_the_gradient_of_the_loss_by_the_parameters(Pairing pairing) {
    INDArray images = images(pairing.patches());
    INDArray target = targets(pairing.patches());
    Function<INDArray, INDArrayLoss> loss = pairing.loss().apply(target);
    ComputationGraph graph = network(null);

    double[] analytic = externalGradient(graph, images, loss).data().asDouble();

    double step = 1e-6;
    for (int i = 0; i < analytic.length; i += 23) {
      double value = graph.params().getDouble(i);
      graph.params().putScalar(i, value + step);
      double up = loss.apply(graph.outputSingle(images)).loss().getDouble(0);
      graph.params().putScalar(i, value - step);
      double down = loss.apply(graph.outputSingle(images)).loss().getDouble(0);
      graph.params().putScalar(i, value);
      double numeric = (up - down) / (2 * step);
      assertThat(analytic[i])
          .as("parameter %d", i)
          .isCloseTo(numeric, within(1e-5 * Math.abs(numeric) + 1e-7));
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void a_loss_layer_gives_the_same_gradient_and_the_score_per_image(Pairing pairing) {
    INDArray images = images(pairing.patches());
    INDArray target = targets(pairing.patches());
    ComputationGraph plain = network(null);
    ComputationGraph layered = network(pairing.function());
    layered.setParams(plain.params());

    layered.setInputs(images);
    layered.setLabels(target);
    layered.computeGradientAndScore();

    INDArray external = externalGradient(plain, images, pairing.loss().apply(target));
    assertThat(external.amaxNumber().doubleValue()).isPositive();
    assertThat(layered.gradient().gradient().data().asDouble())
        .containsExactly(external.data().asDouble(), within(1e-10));
    double loss =
        pairing.loss().apply(target).apply(plain.outputSingle(images)).loss().getDouble(0);
    assertThat(layered.score()).isCloseTo(loss / pairing.patches(), within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void fitting_with_a_loss_layer_takes_the_step_of_external_errors(Pairing pairing) {
    INDArray images = images(pairing.patches());
    INDArray target = targets(pairing.patches());
    ComputationGraph plain = network(null);
    ComputationGraph layered = network(pairing.function());
    layered.setParams(plain.params());
    INDArray before = plain.params().dup();

    for (int iteration = 0; iteration < 3; iteration++) {
      layered.fit(new INDArray[] {images}, new INDArray[] {target});
      Gradient gradient = backward(plain, images, pairing.loss().apply(target));
      plain
          .getUpdater()
          .update(gradient, iteration, 0, pairing.patches(), LayerWorkspaceMgr.noWorkspaces());
      plain.params().subi(gradient.gradient());
    }

    assertThat(plain.params().sub(before).amaxNumber().doubleValue()).isGreaterThan(1e-6);
    assertThat(layered.params().data().asDouble())
        .containsExactly(plain.params().data().asDouble(), within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void a_loss_function_survives_the_network_s_json(Pairing pairing) {
    ComputationGraphConfiguration configuration = network(pairing.function()).getConfiguration();

    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());

    assertThat(read).isEqualTo(configuration);
    ComputationGraph graph = new ComputationGraph(read);
    graph.init();
    CnnLossLayer layer = (CnnLossLayer) graph.getLayer("loss").conf().getLayer();
    assertThat(layer.getLossFn()).isEqualTo(pairing.function());
  }

  @Test
  void an_activation_of_the_loss_layer_is_differentiated() {
    ILossFunction function = new EuclideanDensityLossFunction(2, CountingReduction.PAPER);
    INDArray labels = Nd4j.createFromArray(new double[][] {{1}, {2}, {3}, {4}});
    INDArray preOutput = Nd4j.createFromArray(new double[][] {{0.5}, {-2}, {3}, {8}});

    INDArray gradient =
        function.computeGradient(labels, preOutput, Activation.RELU.getActivationFunction(), null);
    double score =
        function.computeScore(
            labels, preOutput, Activation.RELU.getActivationFunction(), null, true);

    assertThat(gradient.data().asDouble()).containsExactly(-0.5, 0, 0, 4);
    assertThat(score).isEqualTo((0.25 + 4 + 0 + 16) / 2 / 2);
    assertThat(
            function
                .computeGradientAndScore(
                    labels, preOutput, Activation.RELU.getActivationFunction(), null, false)
                .getFirst())
        .isEqualTo((0.25 + 4 + 0 + 16) / 2);
  }

  @Test
  void what_does_not_fit_is_refused() {
    ILossFunction function = RankingHingeLossFunction.of(RankingHingeLoss.paper(), 4, 2);
    INDArray rows = Nd4j.zeros(DataType.FLOAT, 10, 1);

    assertThatThrownBy(
            () -> function.computeScore(rows, rows, new ActivationIdentity(), null, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 cells per map, but [10, 1]");
    assertThatThrownBy(
            () -> function.computeScore(rows, rows, new ActivationIdentity(), rows, false))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("mask");
    assertThatThrownBy(() -> function.computeScoreArray(rows, rows, new ActivationIdentity(), null))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("whole batch");
    assertThatThrownBy(() -> new EuclideanDensityLossFunction(0, CountingReduction.PAPER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
    assertThatThrownBy(
            () ->
                new MultiTaskLossFunction(
                    2,
                    new EuclideanDensityLossFunction(5, CountingReduction.PAPER),
                    RankingHingeLossFunction.of(RankingHingeLoss.paper(), 4, 2),
                    100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 and 4");
  }

  private static INDArray externalGradient(
      ComputationGraph graph, INDArray images, Function<INDArray, INDArrayLoss> loss) {
    return backward(graph, images, loss).gradient().dup();
  }

  private static Gradient backward(
      ComputationGraph graph, INDArray images, Function<INDArray, INDArrayLoss> loss) {
    graph.setInputs(images);
    INDArray output = graph.feedForward(new INDArray[] {images}, true, false).get("density");
    return graph.backpropGradient(loss.apply(output).gradient());
  }

  private static INDArray images(int count) {
    return Maps.asArray(
            Maps.random(new SplittableRandom(1), count * 3 * CELLS),
            DataType.DOUBLE,
            3 * count,
            4,
            5)
        .reshape(count, 3, 4, 5);
  }

  private static INDArray targets(int count) {
    return Maps.asArray(
        Maps.random(new SplittableRandom(2), count * CELLS), DataType.DOUBLE, count, 4, 5);
  }

  private static ComputationGraph network(@Nullable ILossFunction loss) {
    ComputationGraphConfiguration.GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .dataType(DataType.DOUBLE)
            .updater(new Nesterovs(1e-3, 0.9))
            .miniBatch(false)
            .graphBuilder()
            .addInputs("image")
            .addLayer("features", convolution(3, 4, Activation.RELU), "image")
            .addLayer("density", convolution(4, 1, Activation.IDENTITY), "features")
            .setOutputs("density");
    if (loss != null) {
      builder
          .addLayer(
              "loss",
              new CnnLossLayer.Builder(loss).activation(Activation.IDENTITY).build(),
              "density")
          .setOutputs("loss");
    }
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }

  private static ConvolutionLayer convolution(int in, int out, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .nIn(in)
        .nOut(out)
        .padding(1, 1)
        .activation(activation)
        .build();
  }
}
