package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.util.List;

/** Counters of which one knows what they say. */
public final class Counters {
  /** One pixel, one cell: the density of a pixel does not depend on its neighbours. */
  private static final NetworkSpec PIXELWISE =
      new NetworkSpec(
          "pixelwise",
          List.of(
              new Layer.Input("input", 3),
              new Layer.Convolution(
                  "out", "input", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));

  private Counters() {}

  /** The density of a pixel is its red, 0 to 1. */
  public static CrowdCounter brightness() {
    return CrowdCounter.builder(brightnessModel()).build();
  }

  /** The model of {@link #brightness}. */
  static CrowdModel brightnessModel() {
    return model(1 / 255f, 0);
  }

  /** The same density everywhere. */
  public static CrowdCounter constant(float density) {
    return CrowdCounter.builder(model(0, density)).build();
  }

  /** The density of a cell of 16 pixels a side is its brightest red, 0 to 1. */
  static CrowdCounter brightestOf16() {
    NetworkSpec spec =
        new NetworkSpec(
            "brightest",
            List.of(
                new Layer.Input("input", 3),
                new Layer.MaxPooling("pool", "input", 16, 16),
                new Layer.Convolution(
                    "out", "pool", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));
    return CrowdCounter.builder(model(spec, 1 / 255f, 0)).build();
  }

  private static CrowdModel model(float red, float bias) {
    return model(PIXELWISE, red, bias);
  }

  private static CrowdModel model(NetworkSpec spec, float red, float bias) {
    return new CrowdModel(
        spec,
        Weights.of(spec, new float[] {red, 0, 0, bias}),
        Preprocessing.none(ChannelOrder.RGB),
        ModelCard.of(spec.name(), "For tests."));
  }
}
