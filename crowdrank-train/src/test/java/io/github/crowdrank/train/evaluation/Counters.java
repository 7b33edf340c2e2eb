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

  private static CrowdModel model(float red, float bias) {
    return new CrowdModel(
        PIXELWISE,
        Weights.of(PIXELWISE, new float[] {red, 0, 0, bias}),
        Preprocessing.none(ChannelOrder.RGB),
        ModelCard.of("pixelwise", "For tests."));
  }
}
