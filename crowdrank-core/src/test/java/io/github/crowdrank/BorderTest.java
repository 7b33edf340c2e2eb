package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nobody is lost and nobody invented where a picture's sides are no multiple of the stride. The
 * small network has cells of 4 pixels and wants multiples of 8; a head is a white pixel, and for
 * the second test every cell has somebody. The bundled model has cells of 8 pixels and wants
 * multiples of 16.
 */
class BorderTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          "white pixels and one per cell",
          List.of(
              new Layer.Input("input", 3),
              new Layer.Convolution(
                  "pixels", "input", 1, 4, 4, Padding.NONE, 1, Activation.IDENTITY),
              new Layer.Convolution(
                  "constant", "pixels", 1, 2, 2, Padding.NONE, 1, Activation.IDENTITY),
              new Layer.Upsampling("each", "constant", 2),
              new Layer.Addition("out", List.of("pixels", "each"))));

  private static CrowdCounter counter(float perWhitePixel, float perCell) {
    float[] weights = new float[NETWORK.parameterCount()];
    for (int i = 0; i < 3 * 4 * 4; i++) {
      weights[i] = perWhitePixel / (3 * 255);
    }
    weights[weights.length - 1] = perCell;
    return CrowdCounter.builder(
            new CrowdModel(
                NETWORK,
                Weights.of(NETWORK, weights),
                Preprocessing.none(ChannelOrder.RGB),
                ModelCard.of("border", "For tests.")))
        .build();
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"1, 1", "8, 8", "3, 20", "9, 12", "13, 21", "31, 15", "40, 33", "1, 2000"})
  void heads_on_the_last_row_and_column_are_counted_where_they_are(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    int heads = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (x == width - 1 || y == height - 1) {
          heads++;
          for (int channel = 0; channel < 3; channel++) {
            samples[3 * (y * width + x) + channel] = (byte) 255;
          }
        }
      }
    }
    try (CrowdCounter counter = counter(1, 0)) {
      CrowdEstimate estimate = counter.estimate(RgbImage.of(width, height, samples));

      assertThat(estimate.count()).isCloseTo(heads, within(1e-3));
      double lastColumn = 0;
      for (int y = 0; y < estimate.density().height(); y++) {
        lastColumn += estimate.density().at((width - 1) / 4, y);
      }
      int inLastColumn = height + (width - 1) % 4;
      assertThat(lastColumn).isCloseTo(inLastColumn, within(1e-3));
    }
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"1, 1", "8, 8", "3, 20", "9, 12", "13, 21", "31, 15", "40, 33", "1, 2000"})
  void cells_beyond_the_picture_do_not_count(int width, int height) {
    try (CrowdCounter counter = counter(0, 1)) {
      RgbImage black = RgbImage.of(width, height, new byte[3 * width * height]);

      int cells = ((width + 3) / 4) * ((height + 3) / 4);
      assertThat(counter.estimate(black).count()).isEqualTo(cells);
    }
  }

  /** Parts of a photograph whose people go on beyond the last row and column. */
  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"512, 384", "511, 383", "505, 377", "504, 376", "497, 369", "640, 33"})
  void the_bundled_model_counts_a_photograph_as_if_padded_by_hand_and_cropped(int width, int height)
      throws Exception {
    CrowdModel model = BundledModel.COMPACT.load().withoutSparse();
    RgbImage photo = ImageDecoder.builder().build().decode(PHOTO).image();
    RgbImage part = photo.resample(new Region(300, 250, width, height), width, height);
    FeatureMaps padded = paddedByHand(part, model.preprocessing());
    FeatureMaps cells;
    try (InferenceNetwork network =
        OneDnnEngine.create().compile(model.network(), model.weights())) {
      cells = network.forward(padded);
    }

    try (CrowdCounter counter = CrowdCounter.builder(model).engine(OneDnnEngine.create()).build()) {
      CrowdEstimate estimate = counter.estimate(part);

      DensityMap density = estimate.density();
      assertThat(density.width()).isEqualTo((width + 7) / 8);
      assertThat(density.height()).isEqualTo((height + 7) / 8);
      double sum = 0;
      for (int y = 0; y < density.height(); y++) {
        for (int x = 0; x < density.width(); x++) {
          float expected = cells.values()[y * cells.width() + x];
          sum += expected;
          assertThat(density.at(x, y)).as("cell (%d, %d)", x, y).isEqualTo(expected);
        }
      }
      assertThat(estimate.count()).isCloseTo(sum, within(1e-9 * sum)).isGreaterThan(5);
    }
  }

  /** Zeros, which are a middle grey to this model, up to multiples of 16. */
  private static FeatureMaps paddedByHand(RgbImage image, Preprocessing preprocessing) {
    int rows = (image.height() + 15) / 16 * 16;
    int columns = (image.width() + 15) / 16 * 16;
    FeatureMaps padded = FeatureMaps.zeros(1, 3, rows, columns);
    FeatureMaps pixels = FeatureMaps.zeros(1, 3, image.height(), image.width());
    preprocessing.apply(image, pixels, 0);
    for (int line = 0; line < 3 * image.height(); line++) {
      int row = line / image.height() * rows + line % image.height();
      System.arraycopy(
          pixels.values(), line * image.width(), padded.values(), row * columns, image.width());
    }
    return padded;
  }
}
