package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.engine.NaiveNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class Dl4jGraphsTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_network_comes_back_from_its_graph_with_every_weight_in_its_place(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NetworkSpec drawn = RandomNetworks.everyKind();
    Weights weights = RandomNetworks.weights(drawn, random);

    ComputationGraph graph = Dl4jGraphs.toGraph(drawn, weights);

    assertThat(Dl4jGraphs.weights(drawn, graph)).isEqualTo(weights);
    assertThat(Dl4jGraphs.toNetwork(drawn.name(), graph))
        .isEqualTo(new NetworkAndWeights(drawn, weights));
  }

  @Test
  void the_paper_s_network_survives_the_round_trip() {
    NetworkSpec vgg = Vgg16.counter();
    ComputationGraph graph =
        Dl4jGraphs.toGraph(vgg, Weights.of(vgg, new float[vgg.parameterCount()]));

    assertThat(graph.numParams()).isEqualTo(14_719_297);
    assertThat(Dl4jGraphs.toNetwork("vgg16-counter", graph).network()).isEqualTo(vgg);
  }

  private static GraphBuilder builder(ConvolutionMode mode) {
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .convolutionMode(mode)
        .graphBuilder()
        .addInputs("in");
  }

  private static ConvolutionLayer.Builder convolution(int in, int out, int kernel) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nIn(in)
        .nOut(out)
        .activation(Activation.IDENTITY);
  }

  private static ComputationGraph graph(GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }

  /** Holds the imported network, computed by straight loops, against the user's graph. */
  private static NetworkSpec importedAgrees(ComputationGraph graph, int channels) {
    NetworkAndWeights imported = Dl4jGraphs.toNetwork("imported", graph);
    FeatureMaps x = RandomNetworks.batch(2, channels, 16, 24, new SplittableRandom(1));
    NaiveNetwork naive =
        new NaiveNetwork(imported.network(), NaiveNetwork.doubles(imported.weights().toArray()));
    double[] expected = naive.forward(2, 16, 24, NaiveNetwork.doubles(x.values()));
    INDArray output =
        graph.outputSingle(Nd4j.create(x.values(), new long[] {2, channels, 16, 24}, 'c'));
    double[] actual = output.dup('c').data().asDouble();

    assertThat(NaiveNetwork.relativeError(actual, expected)).isLessThan(1e-5);
    return imported.network();
  }

  @Test
  void a_graph_of_the_user_s_own_counts_the_same_as_a_network() {
    ComputationGraph graph =
        graph(
            builder(ConvolutionMode.Truncate)
                .addLayer("pad", new ZeroPaddingLayer.Builder(0, 1, 2, 3).build(), "in")
                .addLayer("a", convolution(2, 4, 3).stride(2, 2).padding(1, 1).build(), "pad")
                .addLayer(
                    "relu", new ActivationLayer.Builder().activation(Activation.RELU).build(), "a")
                .addLayer(
                    "dw",
                    new FrozenLayer(
                        new DepthwiseConvolution2D.Builder(3, 3)
                            .nIn(4)
                            .nOut(4)
                            .padding(1, 1)
                            .activation(Activation.RELU6)
                            .build()),
                    "relu")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "relu", "dw")
                .addLayer(
                    "pool",
                    new SubsamplingLayer.Builder(PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build(),
                    "sum")
                .addLayer("up", new Upsampling2D.Builder(2).build(), "pool")
                .addLayer("b", convolution(4, 1, 1).hasBias(false).build(), "up")
                .addLayer(
                    "loss",
                    new CnnLossLayer.Builder(LossFunctions.LossFunction.MSE)
                        .activation(Activation.RELU)
                        .build(),
                    "b")
                .setOutputs("loss"));

    NetworkSpec spec = importedAgrees(graph, 2);

    assertThat(spec.layers().stream().map(Layer::name))
        .containsExactly("in", "a", "dw", "sum", "pool", "up", "b");
    assertThat(spec.layers().get(1))
        .isEqualTo(
            new Layer.Convolution(
                "a",
                "in",
                4,
                3,
                2,
                new Padding(1, 3, 2, 4),
                1,
                io.github.crowdrank.network.Activation.RELU));
  }

  @Test
  void same_mode_becomes_the_padding_it_means() {
    ComputationGraph graph =
        graph(
            builder(ConvolutionMode.Same)
                .addLayer("a", convolution(3, 4, 3).stride(2, 2).build(), "in")
                .addLayer("b", convolution(4, 4, 4).build(), "a")
                .addLayer("c", convolution(4, 4, 3).dilation(2, 2).build(), "b")
                .addLayer("d", convolution(4, 4, 1).stride(2, 2).build(), "c")
                .addLayer("e", convolution(4, 2, 5).stride(2, 2).build(), "d")
                .setOutputs("e"));

    NetworkSpec spec = importedAgrees(graph, 3);

    assertThat(((Layer.Convolution) spec.layers().get(1)).padding())
        .isEqualTo(Padding.bottomRight());
  }

  @Test
  void two_layers_read_by_one_are_joined() {
    ComputationGraph graph =
        graph(
            builder(ConvolutionMode.Truncate)
                .addLayer("a", convolution(3, 2, 1).build(), "in")
                .addLayer("b", convolution(3, 3, 1).build(), "in")
                .addLayer("c", convolution(5, 1, 1).build(), "a", "b")
                .setOutputs("c"));

    assertThat(importedAgrees(graph, 3).layers())
        .hasAtLeastOneElementOfType(Layer.Concatenation.class);
  }

  private static void refused(String message, GraphBuilder builder) {
    ComputationGraph graph = graph(builder);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dl4jGraphs.toNetwork("refused", graph))
        .withMessageContaining(message);
  }

  @Test
  void what_a_network_cannot_say_is_refused_by_name() {
    refused(
        "vertex \"norm\" is beyond what a network can say: it is a BatchNormalization",
        builder(ConvolutionMode.Truncate)
            .addLayer("a", convolution(3, 4, 1).build(), "in")
            .addLayer("norm", new BatchNormalization.Builder().nIn(4).nOut(4).build(), "a")
            .setOutputs("norm"));
    refused(
        "vertex \"a\" is beyond what a network can say: its kernel [3, 1] is not square",
        builder(ConvolutionMode.Truncate)
            .addLayer("a", new ConvolutionLayer.Builder(3, 1).nIn(3).nOut(1).build(), "in")
            .setOutputs("a"));
    refused(
        "its activation is tanh",
        builder(ConvolutionMode.Truncate)
            .addLayer("a", convolution(3, 4, 1).activation(Activation.TANH).build(), "in")
            .setOutputs("a"));
    refused(
        "it drops out values",
        builder(ConvolutionMode.Truncate)
            .addLayer("a", convolution(3, 4, 1).dropOut(0.5).build(), "in")
            .setOutputs("a"));
    refused(
        "it pools other than by the maximum",
        builder(ConvolutionMode.Truncate)
            .addLayer("a", convolution(3, 4, 1).build(), "in")
            .addLayer(
                "p", new SubsamplingLayer.Builder(PoolingType.AVG).kernelSize(2, 2).build(), "a")
            .setOutputs("p"));
    refused(
        "it activates what others read",
        builder(ConvolutionMode.Truncate)
            .addLayer("a", convolution(3, 4, 1).build(), "in")
            .addLayer("r", new ActivationLayer.Builder().activation(Activation.RELU).build(), "a")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "r")
            .setOutputs("sum"));
    refused(
        "it activates what others read",
        builder(ConvolutionMode.Truncate)
            .addLayer("a", convolution(3, 4, 1).build(), "in")
            .addLayer(
                "i", new ActivationLayer.Builder().activation(Activation.IDENTITY).build(), "a")
            .addLayer("r", new ActivationLayer.Builder().activation(Activation.RELU).build(), "i")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "r")
            .setOutputs("sum"));
    refused(
        "vertex \"diff\" is beyond",
        builder(ConvolutionMode.Truncate)
            .addLayer("a", convolution(3, 4, 1).build(), "in")
            .addLayer("b", convolution(3, 4, 1).build(), "in")
            .addVertex("diff", new ElementWiseVertex(ElementWiseVertex.Op.Subtract), "a", "b")
            .setOutputs("diff"));
  }

  @Test
  void weights_of_another_graph_are_refused() {
    NetworkSpec spec = RandomNetworks.everyKind();
    Weights weights = RandomNetworks.weights(spec, new SplittableRandom(1));
    ComputationGraph graph = Dl4jGraphs.toGraph(spec, weights);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dl4jGraphs.weights(MobileNetV1.counter(), graph))
        .withMessageContaining("needs \"conv1.weight\" but the graph has no such layer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dl4jGraphs.toGraph(MobileNetV1.counter(), weights));
    float[] wrong = new float[3];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dl4jGraphs.addGradient(spec, graph.gradient(), wrong));
    assertThat(Arrays.equals(wrong, new float[3])).isTrue();
  }
}
