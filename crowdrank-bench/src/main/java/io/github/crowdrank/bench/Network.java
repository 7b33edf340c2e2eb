package io.github.crowdrank.bench;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.NetworkAndWeights;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import java.util.SplittableRandom;

/** The ready-made networks. */
public enum Network {
  /** The paper's, with random weights: speed does not depend on them. */
  VGG16,
  /** The bundled model: MobileNetV1 with a small decoder, trained. */
  COMPACT;

  NetworkAndWeights load() {
    if (this == COMPACT) {
      CrowdModel model = BundledModel.COMPACT.load();
      return new NetworkAndWeights(model.network(), model.weights());
    }
    NetworkSpec spec = Vgg16.counter();
    return new NetworkAndWeights(
        spec, WeightInitializer.heNormal().initialize(spec, new SplittableRandom(1)));
  }
}
