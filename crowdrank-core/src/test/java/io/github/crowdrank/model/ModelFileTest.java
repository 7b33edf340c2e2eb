package io.github.crowdrank.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written comes back. */
class ModelFileTest {
  private static final NetworkSpec EVERY_KIND =
      new NetworkSpec(
          "every \"kind\" \u00e9\u4eba",
          List.of(
              new Layer.Input("input", 3),
              new Layer.Convolution(
                  "conv", "input", 4, 3, 1, Padding.same(3, 1), 1, Activation.RELU),
              new Layer.DepthwiseConvolution(
                  "dw", "conv", 3, 1, Padding.same(3, 2), 2, Activation.RELU6),
              new Layer.MaxPooling("pool", "dw", 2, 2),
              new Layer.Upsampling("up", "pool", 2),
              new Layer.Addition("sum", List.of("up", "conv")),
              new Layer.Concatenation("both", List.of("sum", "dw")),
              new Layer.Convolution(
                  "density", "both", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));

  private static final ModelCard CARD =
      new ModelCard("tiny", "For \"tests\" \u00e9\u4eba\n.", facts());

  @TempDir private Path folder;

  private static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("seed", "1");
    facts.put("command", "train --lr 1e-3");
    facts.put("a title with spaces", "");
    return facts;
  }

  static CrowdModel model(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[EVERY_KIND.parameterCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian(0, 0.1);
    }
    List<Float> mean = List.of(random.nextFloat() * 255, 1e-3f, 103.939f);
    List<Float> scale = List.of(random.nextFloat() + 0.1f, 57.375f, 3.4e38f);
    return new CrowdModel(
        EVERY_KIND,
        Weights.of(EVERY_KIND, values),
        new Preprocessing(ChannelOrder.BGR, mean, scale),
        CARD);
  }

  @ParameterizedTest
  @EnumSource(NumberFormat.class)
  void a_model_comes_back_with_its_weights_rounded(NumberFormat format) throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      CrowdModel model = model(seed);
      Path file = folder.resolve("tiny.crowdrank");

      ModelFile.write(model, file, format);
      CrowdModel read = ModelFile.read(file);

      float[] expected = model.weights().toArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] = naivelyRounded(expected[i], format);
      }
      assertThat(read.weights().toArray()).containsExactly(expected);
      assertThat(ModelFile.rounded(model, format)).isEqualTo(read);
      assertThat(read.network()).isEqualTo(EVERY_KIND);
      assertThat(read.preprocessing()).isEqualTo(model.preprocessing());
      assertThat(read.card()).isEqualTo(CARD);
      assertThat(read.card().facts().keySet()).containsExactlyElementsOf(facts().keySet());
      byte[] bytes = Files.readAllBytes(file);
      assertThat(ModelFile.read(new ByteArrayInputStream(bytes), "stream")).isEqualTo(read);
    }
  }

  /** The nearest of all numbers of the format: a multiple of the unit in its last place. */
  private static float naivelyRounded(float value, NumberFormat format) {
    if (format == NumberFormat.F32 || value == 0) {
      return value;
    }
    int digits = format == NumberFormat.F16 ? 10 : 7;
    int least = format == NumberFormat.F16 ? -14 : -126;
    double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), least) - digits);
    return (float) (Math.rint(value / unit) * unit);
  }

  @Test
  void a_calibration_larger_than_is_read_is_not_written() throws Exception {
    List<CountCurve.Point> points =
        IntStream.rangeClosed(1, 10_001).mapToObj(i -> new CountCurve.Point(i, i)).toList();
    Path file = folder.resolve("large.crowdrank");
    CrowdModel large = model(1).withCalibration(new Calibration(new CountCurve(points), List.of()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.write(large, file))
        .withMessageContaining("10000 points of a curve at most but these were 10001");
    assertThat(file).doesNotExist();
    List<CountCurve.Point> most = points.subList(0, 10_000);
    ModelFile.write(
        model(1).withCalibration(new Calibration(new CountCurve(most), List.of())), file);
    assertThat(ModelFile.read(file).calibration().curve().points()).isEqualTo(most);
  }

  @Test
  void half_precision_halves_the_file() throws IOException {
    Path single = folder.resolve("f32.crowdrank");
    Path half = folder.resolve("f16.crowdrank");

    ModelFile.write(model(1), single);
    ModelFile.write(model(1), half, NumberFormat.F16);

    assertThat(Files.size(single) - Files.size(half))
        .isCloseTo(2L * EVERY_KIND.parameterCount(), within(64L));
  }

  @Test
  void the_file_reads_as_plain_safetensors_with_a_checksum_anyone_can_verify() throws Exception {
    Path file = folder.resolve("tiny.crowdrank");
    ModelFile.write(model(1), file);

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    int data = bytes.position();
    JsonNode json = new ObjectMapper().readTree(header);
    JsonNode metadata = json.path("__metadata__");
    assertThat(metadata.path("format").textValue()).isEqualTo("crowdrank");
    assertThat(metadata.path("format_version").textValue()).isEqualTo("1.0");
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (String key : List.of("card", "format", "format_version", "network", "preprocessing")) {
      sha256.update((key + "\0").getBytes(StandardCharsets.UTF_8));
      sha256.update((metadata.path(key).textValue() + "\0").getBytes(StandardCharsets.UTF_8));
    }
    TreeMap<String, JsonNode> tensors = new TreeMap<>();
    json.properties().forEach(entry -> tensors.put(entry.getKey(), entry.getValue()));
    tensors.remove("__metadata__");
    assertThat(tensors.keySet())
        .containsExactly(
            "conv.bias", "conv.weight", "density.bias", "density.weight", "dw.bias", "dw.weight");
    assertThat(json.path("conv.weight").path("shape")).hasToString("[4,3,3,3]");
    for (JsonNode tensor : tensors.values()) {
      assertThat(tensor.path("dtype").textValue()).isEqualTo("F32");
      int begin = tensor.path("data_offsets").path(0).intValue();
      int end = tensor.path("data_offsets").path(1).intValue();
      sha256.update(bytes.array(), data + begin, end - begin);
    }
    assertThat(metadata.path("sha256").textValue())
        .isEqualTo(HexFormat.of().formatHex(sha256.digest()));
  }

  @Test
  void a_calibration_comes_back_and_models_without_one_say_nothing_of_it() throws IOException {
    CountCurve curve =
        new CountCurve(List.of(new CountCurve.Point(0.1, 1 / 3.0), new CountCurve.Point(7e5, 8e5)));
    Path file = folder.resolve("calibrated.crowdrank");
    for (Calibration calibration :
        List.of(
            new Calibration(curve, List.of(0.25, 1e-9, 17.0)),
            new Calibration(curve, List.of()),
            new Calibration(CountCurve.IDENTITY, List.of(1 / 7.0)),
            Calibration.NONE)) {
      ModelFile.write(model(1).withCalibration(calibration), file);

      assertThat(ModelFile.read(file)).isEqualTo(model(1).withCalibration(calibration));
      assertThat(Safetensors.read(file).metadata().containsKey("calibration"))
          .isEqualTo(!calibration.equals(Calibration.NONE));
    }
  }

  @Test
  void later_minor_versions_may_add_metadata() throws IOException {
    Path file = folder.resolve("later.crowdrank");
    ModelFile.write(model(1), file);
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put("format_version", "1.12");
    metadata.put("new", "entry");
    metadata.computeIfPresent("card", (key, json) -> "{\"since\":1.12," + json.substring(1));
    metadata.put(Checksum.KEY, Checksum.of(metadata, content.tensors()));
    new Safetensors(metadata, content.tensors()).write(file, NumberFormat.F32);

    assertThat(ModelFile.read(file)).isEqualTo(model(1));
  }

  /** Each released version's file is kept here for ever. */
  @ParameterizedTest
  @ValueSource(strings = "version-1.0.crowdrank")
  void files_of_all_released_versions_are_read(String name) throws IOException {
    try (InputStream file = ModelFileTest.class.getResourceAsStream(name)) {
      assertThat(ModelFile.read(Objects.requireNonNull(file), name)).isEqualTo(model(1));
    }
  }

  @Test
  void weights_that_a_file_cannot_hold_are_refused_and_the_old_file_stays() throws IOException {
    Path file = folder.resolve("tiny.crowdrank");
    ModelFile.write(model(1), file);
    float[] values = model(1).weights().toArray();
    values[EVERY_KIND.parameterCount() - 1] = 70_000;
    CrowdModel large = withWeights(values.clone());
    values[0] = Float.NaN;
    CrowdModel broken = withWeights(values);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.write(large, file, NumberFormat.F16))
        .withMessage("weights are finite in F16 but value 0 of tensor \"density.bias\" is 70000.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.write(broken, file))
        .withMessageContaining("value 0 of tensor \"conv.weight\" is NaN");
    assertThat(ModelFile.read(file)).isEqualTo(model(1));
  }

  private static CrowdModel withWeights(float[] values) {
    CrowdModel model = model(1);
    return new CrowdModel(
        EVERY_KIND, Weights.of(EVERY_KIND, values), model.preprocessing(), model.card());
  }

  @Test
  void a_card_too_long_to_be_read_back_is_not_written() {
    CrowdModel model = model(1);
    CrowdModel wordy =
        new CrowdModel(
            EVERY_KIND,
            model.weights(),
            model.preprocessing(),
            ModelCard.of("wordy", "x".repeat(1 << 20)));
    Path file = folder.resolve("wordy.crowdrank");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ModelFile.write(wordy, file))
        .withMessageContaining("at most 1048576 are read");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_model_that_would_not_be_read_again_is_not_written() {
    NetworkSpec nameless = new NetworkSpec("", EVERY_KIND.layers());
    CrowdModel model =
        new CrowdModel(
            nameless,
            Weights.of(nameless, new float[nameless.parameterCount()]),
            Preprocessing.signedRgb(),
            CARD);
    Path file = folder.resolve("nameless.crowdrank");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.write(model, file))
        .withMessageContaining("\"name\" has to be a text of 1 to 256 characters");
    assertThat(file).doesNotExist();
  }
}
