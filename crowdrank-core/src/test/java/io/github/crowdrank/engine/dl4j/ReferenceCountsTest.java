package io.github.crowdrank.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceCountsTest {
  /** Of the published counts, which have two decimals. */
  private static final double ROUNDING = 0.005;

  @ParameterizedTest
  @CsvSource({
    "samples/auditorium-from-above.jpg, 31.27",
    "samples/champs-elysees-1944.jpg, 977.14",
    "samples/conference-audience.jpg, 649.99",
    "samples/lecture-hall.jpg, 208.09",
    "data/ShanghaiTech/part_A/train_data/images/IMG_1.jpg, 1357.17",
    "data/ShanghaiTech/part_A/train_data/images/IMG_3.jpg, 276.11",
    "data/ShanghaiTech/part_A/train_data/images/IMG_50.jpg, 2273.12",
    "data/ShanghaiTech/part_B/train_data/images/IMG_1.jpg, 194.44",
    "data/ShanghaiTech/part_B/train_data/images/IMG_3.jpg, 24.81",
    "data/ShanghaiTech/part_B/train_data/images/IMG_50.jpg, 157.05"
  })
  void counts_are_those_of_the_reference(String photo, double expected) throws IOException {
    String data = System.getProperty("crowdrank.data", "");
    Path shared = Path.of(System.getProperty("crowdrank.root", ".")).resolve(data).resolve("..");
    Path file = shared.resolve("weights/compact-reference/compact-reference.safetensors");
    Assumptions.assumeTrue(
        !data.isEmpty() && Files.exists(file),
        "skipped the counts of the reference weights: run with -Dcrowdrank.data=<folder> beside"
            + " which weights and samples lie");
    NetworkSpec spec = MobileNetV1.counter();
    Weights weights = Weights.of(spec, Safetensors.read(file).tensors());
    RgbImage image = RgbImage.of(ImageIO.read(shared.resolve(photo).toFile()));
    FeatureMaps input = Preprocessing.signedRgb().apply(image, spec.sizeMultiple());

    try (InferenceNetwork network = Dl4jEngine.create().compile(spec, weights)) {
      double count = 0;
      for (float density : network.forward(input).values()) {
        count += density;
      }
      assertThat(count).isCloseTo(expected, within(ROUNDING + 1e-5 * expected));
    }
  }
}
