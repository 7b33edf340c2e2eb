package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.image.RgbImage;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nobody is lost and nobody invented where a picture's sides are no multiple of the stride. The
 * network has cells of 4 pixels and wants multiples of 8; a head is a white pixel, and for the
 * second test every cell has somebody.
 */
class BorderTest {
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
}
