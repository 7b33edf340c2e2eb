package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.image.CorruptImageException;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdCounterTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  /** What the same network counts with its weights in single precision, computed with PyTorch. */
  private static final double REFERENCE_COUNT = 977.14;

  @TempDir Path folder;

  @Test
  void a_photograph_counts_the_same_however_it_is_handed_in() throws Exception {
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT);
        InputStream stream = Files.newInputStream(PHOTO)) {
      double count = counter.count(PHOTO);
      RgbImage pixels = ImageDecoder.builder().build().decode(PHOTO).image();

      assertThat(counter.count(stream)).isEqualTo(count);
      assertThat(counter.count(Files.readAllBytes(PHOTO))).isEqualTo(count);
      assertThat(counter.count(pixels.toBufferedImage())).isEqualTo(count);
      assertThat(counter.estimate(pixels).count()).isEqualTo(count);
      // The credit of the photograph says over a thousand heads, of which about 300 stand apart.
      assertThat(count).isBetween(0.5 * REFERENCE_COUNT, 1.5 * REFERENCE_COUNT);
    }
  }

  @Test
  void the_estimate_says_where_how_long_and_what_was_odd() throws Exception {
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      CrowdEstimate estimate = counter.estimate(PHOTO);

      assertThat(estimate.count()).isCloseTo(estimate.density().sum(), within(1e-9));
      assertThat(estimate.stride()).isEqualTo(8);
      assertThat(estimate.density().width()).isEqualTo(144);
      assertThat(estimate.density().height()).isEqualTo(113);
      assertThat(estimate.warnings()).isEmpty();
      assertThat(estimate.elapsed()).isPositive();
      assertThat(counter.model().network().parameterCount()).isEqualTo(2_073_345);
    }
  }

  @Test
  void half_a_photograph_is_refused_unless_damage_is_allowed() throws Exception {
    byte[] whole = Files.readAllBytes(PHOTO);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    try (CrowdCounter strict = CrowdCounter.load(BundledModel.COMPACT);
        CrowdCounter lenient =
            CrowdCounter.builder(BundledModel.COMPACT.load())
                .decoder(ImageDecoder.builder().lenient(true).build())
                .build()) {
      assertThatThrownBy(() -> strict.count(half)).isInstanceOf(CorruptImageException.class);
      assertThat(lenient.estimate(half).warnings()).isNotEmpty();
    }
  }

  @Test
  void many_threads_share_a_counter_and_get_what_one_gets() throws Exception {
    List<RgbImage> images = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      images.add(striped(17 + 31 * i, 120 - 13 * i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      List<Double> serial = images.stream().map(image -> counter.estimate(image).count()).toList();
      List<Future<Double>> parallel = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        RgbImage image = images.get(i % images.size());
        parallel.add(threads.submit(() -> counter.estimate(image).count()));
      }
      for (int i = 0; i < parallel.size(); i++) {
        assertThat(parallel.get(i).get()).isEqualTo(serial.get(i % serial.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static RgbImage striped(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i * i / 7);
    }
    return RgbImage.of(width, height, samples);
  }

  @Test
  void any_size_can_be_counted() {
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      for (int[] size :
          new int[][] {{1, 1}, {1, 400}, {400, 1}, {1, 20_000}, {20_000, 1}, {16, 16}, {17, 33}}) {
        CrowdEstimate estimate = counter.estimate(striped(size[0], size[1]));
        assertThat(estimate.count()).isFinite();
        assertThat(estimate.density().width()).isEqualTo((size[0] + 7) / 8);
        assertThat(estimate.density().height()).isEqualTo((size[1] + 7) / 8);
      }
    }
  }

  @Test
  void a_closed_counter_says_so() {
    CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT);
    counter.close();
    counter.close();

    assertThatThrownBy(() -> counter.estimate(striped(32, 32)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void a_counter_that_cannot_be_made_leaves_no_network_behind() {
    OutOfMemoryError lack = new OutOfMemoryError("none left");
    List<String> calls = new ArrayList<>();
    InferenceNetwork network =
        stand(
            InferenceNetwork.class,
            method -> {
              calls.add(method);
              if (method.equals("spec")) {
                return BundledModel.COMPACT.load().network();
              }
              if (method.equals("forwardBytes")) {
                throw lack;
              }
              return null;
            });
    CrowdCounter.Builder builder =
        CrowdCounter.builder(BundledModel.COMPACT.load())
            .engine(stand(Engine.class, method -> network))
            .memoryBudget(40_000_000);

    assertThatThrownBy(builder::build).isSameAs(lack);

    assertThat(calls).endsWith("close");
  }

  /** Answers by the names of its methods. */
  private static <T> T stand(Class<T> type, Function<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.apply(method.getName())));
  }

  @Test
  void a_model_file_counts_like_the_model_it_was_written_from() throws Exception {
    CrowdModel model = meanBrightness();
    Path file = folder.resolve("mean.crowdrank");
    ModelFile.write(model, file);

    try (CrowdCounter fromFile = CrowdCounter.load(file);
        InputStream stream = Files.newInputStream(file);
        CrowdCounter fromStream = CrowdCounter.load(stream)) {
      double count = fromFile.count(PHOTO);
      assertThat(fromStream.count(PHOTO)).isEqualTo(count);
      assertThat(fromFile.model()).isEqualTo(model);
    }
    assertThatThrownBy(() -> CrowdCounter.load(PHOTO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("champs-elysees-1944.jpg");
  }

  @Test
  void negative_cells_are_kept_or_counted_as_empty() {
    RgbImage black = RgbImage.of(4, 4, new byte[48]);
    try (CrowdCounter keep = CrowdCounter.builder(meanBrightness()).build();
        CrowdCounter clamp =
            CrowdCounter.builder(meanBrightness())
                .negativeDensities(NegativeDensities.CLAMP)
                .build()) {
      assertThat(keep.estimate(black).count()).isCloseTo(-16, within(1e-5));
      assertThat(clamp.estimate(black).count()).isZero();
    }
  }

  /** A 1x1 convolution whose every cell is the mean of the pixel's samples, -1 for black. */
  private static CrowdModel meanBrightness() {
    NetworkSpec spec =
        new NetworkSpec(
            "mean brightness",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution(
                    "out", "input", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));
    Weights weights = Weights.of(spec, new float[] {1 / 3f, 1 / 3f, 1 / 3f, 0});
    return new CrowdModel(
        spec, weights, Preprocessing.signedRgb(), ModelCard.of("mean", "For tests."));
  }

  @Test
  void counts_without_the_calibration_share_the_network() {
    CountCurve doubling = new CountCurve(List.of(new CountCurve.Point(1, 2)));
    CrowdModel calibrated =
        meanBrightness().withCalibration(new Calibration(doubling, List.of(0.5)));
    byte[] white = new byte[48];
    Arrays.fill(white, (byte) 255);
    RgbImage image = RgbImage.of(4, 4, white);
    CrowdCounter plain;
    try (CrowdCounter counter = CrowdCounter.builder(calibrated).build()) {
      plain = counter.uncalibrated();
      assertThat(counter.estimate(image).count()).isCloseTo(32, within(1e-4));
      assertThat(plain.estimate(image).count()).isCloseTo(16, within(1e-4));
      assertThat(plain.model()).isEqualTo(meanBrightness());
    }
    assertThatThrownBy(() -> plain.estimate(image)).hasMessageContaining("closed");
  }

  @Test
  void the_bundled_model_is_small_and_says_what_it_is() throws Exception {
    CrowdModel model = BundledModel.COMPACT.load();
    try (InputStream in = BundledModel.class.getResourceAsStream("compact.crowdrank")) {
      assertThat(in.readAllBytes().length).isLessThan(8_000_000);
    }

    assertThat(model.card().facts())
        .containsKeys("training data", "terms", "recipe", "validation", "limits", "command");
  }

  @Test
  void a_count_does_not_depend_on_the_one_before() {
    byte[] white = new byte[3 * 64 * 64];
    Arrays.fill(white, (byte) 255);
    RgbImage narrow = RgbImage.of(50, 60, new byte[3 * 50 * 60]);
    try (CrowdCounter used = CrowdCounter.load(BundledModel.COMPACT);
        CrowdCounter fresh = CrowdCounter.load(BundledModel.COMPACT)) {
      used.estimate(RgbImage.of(64, 64, white));
      assertThat(used.estimate(narrow).density()).isEqualTo(fresh.estimate(narrow).density());
    }
  }
}
