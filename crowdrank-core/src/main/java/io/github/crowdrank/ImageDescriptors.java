package io.github.crowdrank;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Describes pictures by what a layer of a counter sees in them: the picture is scaled to a fixed
 * longer side, the network runs up to the layer, and each channel is pooled by the generalised mean
 * {@code mean(x^3)^(1/3)} (Radenovic, Tolias and Chum, TPAMI 2018). Safe for use by many threads.
 *
 * <p>Measured by how many of the nearest ten of 239 crowd photographs in eleven kinds of scene are
 * of the same kind, on the bundled model's last shared layer at 384 pixels: 33.4 % with this
 * pooling, 31.4 % with the mean, 30.6 % with the maximum, 14.7 % by chance. At 512 pixels it was
 * 32.6 %, on the decoder's layer of 128 channels 29.6 % at most.
 */
public final class ImageDescriptors implements AutoCloseable {
  /** Pixels of the longer side to which {@link #load} scales. */
  public static final int LONGER_SIDE = 384;

  private final InferenceNetwork network;
  private final Preprocessing preprocessing;
  private final int longerSide;
  private final int dimension;
  private final String space;

  private ImageDescriptors(
      InferenceNetwork network,
      Preprocessing preprocessing,
      int longerSide,
      int dimension,
      String space) {
    this.network = network;
    this.dimension = dimension;
    this.preprocessing = preprocessing;
    this.longerSide = longerSide;
    this.space = space;
  }

  /**
   * Descriptors of 512 values by the bundled model.
   *
   * @throws io.github.crowdrank.engine.EngineException if no engine runs here
   */
  public static ImageDescriptors load() {
    return of(BundledModel.COMPACT.load(), "pw11", LONGER_SIDE, AutomaticEngine.create());
  }

  /**
   * Descriptors by a layer of a model, one value for each of its channels.
   *
   * @param layer whose values are not negative, such as one that ends in a ReLU; negative ones
   *     count as zero
   * @param longerSide pixels to which pictures are scaled, both up and down, 16 or more
   * @throws IllegalArgumentException if there is no such layer or the side is too small
   * @throws io.github.crowdrank.engine.EngineException if the engine cannot run the network
   */
  public static ImageDescriptors of(CrowdModel model, String layer, int longerSide, Engine engine) {
    if (longerSide < 16) {
      throw new IllegalArgumentException(
          "pictures are scaled to a side of 16 pixels or more but it was " + longerSide);
    }
    NetworkSpec part = model.network().upTo(layer);
    Map<String, Tensor> tensors = model.weights().tensors();
    tensors
        .keySet()
        .retainAll(part.parameters().stream().map(Parameter::name).collect(Collectors.toSet()));
    Weights weights = Weights.of(part, tensors);
    String space =
        String.format(
            Locale.ROOT,
            "%s, weights %08x, %s, side %d, generalised mean 3",
            part.name(),
            weights.hashCode(),
            model.preprocessing(),
            longerSide);
    return new ImageDescriptors(
        engine.compile(part, weights),
        model.preprocessing(),
        longerSide,
        Objects.requireNonNull(part.channels().get(layer)),
        space);
  }

  /**
   * What its descriptors depend on, in words: only those of one space can be compared, and an index
   * holds no others.
   */
  public String space() {
    return space;
  }

  /** The number of values of a descriptor. */
  public int dimension() {
    return dimension;
  }

  /**
   * Describes an upright picture of any size.
   *
   * @throws io.github.crowdrank.engine.EngineException if the engine cannot get the memory it needs
   * @throws IllegalStateException if these descriptors are closed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, before or
   *     while the network computes; it stays interrupted
   */
  public ImageDescriptor of(RgbImage image) {
    int multiple = network.spec().sizeMultiple();
    double scale = (double) longerSide / Math.max(image.width(), image.height());
    RgbImage scaled =
        image.resample(
            Region.ofImage(image.width(), image.height()),
            whole(image.width() * scale, multiple),
            whole(image.height() * scale, multiple));
    return ImageDescriptor.of(pooled(network.forward(preprocessing.apply(scaled, multiple))));
  }

  /** The nearest multiple, so that no padding is pooled. */
  private static int whole(double side, int multiple) {
    return (int) Math.max(1, Math.round(side / multiple)) * multiple;
  }

  private static float[] pooled(FeatureMaps maps) {
    int cells = maps.height() * maps.width();
    float[] pooled = new float[maps.channels()];
    for (int channel = 0; channel < pooled.length; channel++) {
      double sum = 0;
      for (int at = channel * cells; at < (channel + 1) * cells; at++) {
        // The bound is the authors'; a picture that excites no channel has a direction, too.
        double value = Math.max(1e-6, maps.values()[at]);
        sum += value * value * value;
      }
      pooled[channel] = (float) Math.cbrt(sum / cells);
    }
    return pooled;
  }

  /** Frees the network. A second call does nothing. */
  @Override
  public void close() {
    network.close();
  }
}
