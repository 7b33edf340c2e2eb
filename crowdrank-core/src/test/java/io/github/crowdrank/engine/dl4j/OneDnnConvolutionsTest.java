package io.github.crowdrank.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.network.Dl4jGraphs;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OneDnnConvolutionsTest {
  @Test
  void the_natives_on_the_class_path_hold_onednn_and_no_others_are_there() {
    List<String> natives =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName().toString())
            .filter(name -> name.matches("nd4j-native-\\d.*-(linux|windows|macosx)-.*\\.jar"))
            .toList();

    assertThat(natives).hasSize(1);
    assertThat(natives.get(0)).contains("-onednn");
  }

  @Test
  void deeplearning4j_leaves_onednn_unused_and_we_do_not() {
    NetworkSpec spec = MobileNetV1.counter();
    ComputationGraph graph =
        Dl4jGraphs.toGraph(spec, RandomNetworks.weights(spec, new SplittableRandom(1)));
    assertThat(graph.getLayer("pw1").getHelper()).isNull();

    OneDnnConvolutions.enable(graph);
    int helped = OneDnnConvolutions.helped(graph);

    assertThat(helped).isEqualTo(17);
    assertThat(OneDnnConvolutions.count(graph)).isEqualTo(18);
    assertThat(graph.getLayer("pw1").getHelper()).isInstanceOf(MKLDNNConvHelper.class);
    assertThat(graph.getLayer("ctx").getHelper()).as("dilated").isNull();
  }

  @Test
  void no_convolution_falls_back_while_it_runs() throws ReflectiveOperationException {
    NetworkSpec spec = MobileNetV1.counter();
    ComputationGraph graph =
        Dl4jGraphs.toGraph(spec, RandomNetworks.weights(spec, new SplittableRandom(1)));
    OneDnnConvolutions.enable(graph);
    INDArray output =
        graph
            .feedForward(new INDArray[] {Nd4j.rand(2, 3, 32, 32)}, true, false)
            .get(spec.output().name());
    graph.backpropGradient(Nd4j.onesLike(Objects.requireNonNull(output)));

    Field failures = ConvolutionLayer.class.getDeclaredField("helperCountFail");
    failures.setAccessible(true);
    for (Layer layer : graph.getLayers()) {
      if (layer instanceof ConvolutionLayer) {
        assertThat(failures.getInt(layer)).as(layer.toString()).isZero();
      }
    }
  }
}
