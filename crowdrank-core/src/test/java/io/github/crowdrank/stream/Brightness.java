package io.github.crowdrank.stream;

import io.github.crowdrank.CountListener;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageLimits;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.image.TestImages;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A counter whose count is known beforehand: each white pixel counts one, each black one minus one.
 */
public final class Brightness {
  private Brightness() {}

  /** The network: a convolution of one pixel. */
  public static CrowdModel model() {
    NetworkSpec spec =
        new NetworkSpec(
            "brightness",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution(
                    "out", "input", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));
    Weights weights = Weights.of(spec, new float[] {1 / 3f, 1 / 3f, 1 / 3f, 0});
    return new CrowdModel(
        spec, weights, Preprocessing.signedRgb(), ModelCard.of("brightness", "For tests."));
  }

  static CrowdCounter counter() {
    return CrowdCounter.builder(model()).engine(OneDnnEngine.create()).build();
  }

  /** A counter that has counted before, as the first time takes a while. */
  static CrowdCounter warmCounter() throws IOException {
    CrowdCounter counter = counter();
    counter.estimate(whiteJpeg(64, 48));
    return counter;
  }

  /** A counter that takes pictures of so many pixels, and tells a listener. */
  public static CrowdCounter counter(long mostPixels, CountListener listener) {
    return CrowdCounter.builder(model())
        .engine(OneDnnEngine.create())
        .decoder(
            ImageDecoder.builder().limits(ImageLimits.defaults().withMaxPixels(mostPixels)).build())
        .countListener(listener)
        .build();
  }

  /** A picture of one shade of grey, 0 to 255. */
  static RgbImage grey(int width, int height, int shade) {
    byte[] samples = new byte[3 * width * height];
    Arrays.fill(samples, (byte) shade);
    return RgbImage.of(width, height, samples);
  }

  /** As a file, of which the count is the number of pixels, give or take the JPEG. */
  public static byte[] whiteJpeg(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return TestImages.encode(image, "jpeg");
  }
}
