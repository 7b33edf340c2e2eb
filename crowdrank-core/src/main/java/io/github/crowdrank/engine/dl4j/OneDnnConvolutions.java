package io.github.crowdrank.engine.dl4j;

import io.github.crowdrank.engine.EngineException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Has convolutions computed by oneDNN, and not computed twice.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 comes with a helper for this and never uses it: a system property
 * disables it, and the class it asks whether oneDNN is there has moved. The helper is therefore put
 * into the layers here, which leaves the user's other networks as they are.
 */
final class OneDnnConvolutions {
  private OneDnnConvolutions() {}

  /**
   * Gives each convolution its helper where the backend is the CPU. Dilated ones go without: ND4J
   * describes them to oneDNN in a way that it refuses.
   */
  static void enable(ComputationGraph graph) {
    Object backend = Nd4j.getExecutioner().getEnvironmentInformation().get("backend");
    if ("CPU".equals(backend) && Nd4j.getEnvironment().helpersAllowed()) {
      convolutions(graph).stream()
          .filter(layer -> layer.getHelper() == null && !isDilated(layer))
          .forEach(OneDnnConvolutions::setHelper);
    }
  }

  /** How many convolutions have one. */
  static int helped(ComputationGraph graph) {
    return (int) convolutions(graph).stream().filter(layer -> layer.getHelper() != null).count();
  }

  static int count(ComputationGraph graph) {
    return convolutions(graph).size();
  }

  private static boolean isDilated(ConvolutionLayer layer) {
    return Arrays.stream(layer.layerConf().getDilation()).anyMatch(dilation -> dilation > 1);
  }

  private static void setHelper(ConvolutionLayer layer) {
    try {
      Field helper = ConvolutionLayer.class.getDeclaredField("helper");
      helper.setAccessible(true);
      helper.set(layer, new CarefulConvolutionHelper());
    } catch (ReflectiveOperationException e) {
      throw new EngineException("this version of Deeplearning4j has no helpers to set", e);
    }
  }

  /**
   * After a forward pass, gives each convolution its own result as the sum that its backward pass
   * would otherwise compute again. That is no approximation: identity, ReLU and ReLU6 have the same
   * derivative at a sum as at its activation.
   *
   * @param activations result of each layer by name
   */
  static void keep(ComputationGraph graph, Map<String, INDArray> activations) {
    for (ConvolutionLayer layer : convolutions(graph)) {
      if (layer.getHelper() != null) {
        layer.setPreOutput(activations.get(layer.conf().getLayer().getLayerName()));
      }
    }
  }

  @SuppressWarnings("NullAway") // Deeplearning4j's own way of saying that nothing is kept
  static void forget(ComputationGraph graph) {
    convolutions(graph).forEach(layer -> layer.setPreOutput(null));
  }

  private static List<ConvolutionLayer> convolutions(ComputationGraph graph) {
    return Arrays.stream(graph.getLayers())
        .filter(ConvolutionLayer.class::isInstance)
        .filter(layer -> !(layer instanceof DepthwiseConvolution2DLayer))
        .map(ConvolutionLayer.class::cast)
        .toList();
  }
}
