package io.github.crowdrank.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import io.github.crowdrank.safetensors.SafetensorsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or say what cannot be, are refused with the reason. */
class ModelFileRefusalTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void damaged_files_are_refused_or_identical(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    CrowdModel model = ModelFileTest.model(seed);
    byte[] whole = bytes(model);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      refused += isRefused(damaged, model) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(1450);
  }

  @Test
  void files_cut_anywhere_are_refused() throws IOException {
    CrowdModel model = ModelFileTest.model(1);
    byte[] whole = bytes(model);
    for (int length = 0; length < whole.length; length++) {
      assertThat(isRefused(Arrays.copyOf(whole, length), model)).isTrue();
    }
    assertThat(isRefused(Arrays.copyOf(whole, whole.length + 1), model)).isTrue();
  }

  private byte[] bytes(CrowdModel model) throws IOException {
    Path file = folder.resolve("whole.crowdrank");
    ModelFile.write(model, file);
    return Files.readAllBytes(file);
  }

  private static boolean isRefused(byte[] file, CrowdModel model) throws IOException {
    try {
      assertThat(ModelFile.read(new ByteArrayInputStream(file), "damaged")).isEqualTo(model);
      return false;
    } catch (ModelFormatException | SafetensorsException e) {
      assertThat(e.getMessage()).startsWith("damaged is no ");
      return true;
    }
  }

  private void assertRefused(Consumer<Map<String, String>> change, String message)
      throws IOException {
    assertRefused(change, tensors -> {}, message);
  }

  /** Changes a model's file and gives it the checksum that then is right. */
  private void assertRefused(
      Consumer<Map<String, String>> change,
      Consumer<Map<String, Tensor>> tensorChange,
      String message)
      throws IOException {
    Path file = folder.resolve("changed.crowdrank");
    ModelFile.write(ModelFileTest.model(1), file);
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
    tensorChange.accept(tensors);
    metadata.put(Checksum.KEY, "?");
    change.accept(metadata);
    metadata.replace(Checksum.KEY, "?", Checksum.of(metadata, tensors));
    new Safetensors(metadata, tensors).write(file, NumberFormat.F32);

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelFile.read(file))
        .withMessageStartingWith(file + " is no crowdrank model: ")
        .withMessageContaining(message);
  }

  @Test
  void wrong_metadata_are_named() throws IOException {
    for (String key : List.of("format", "format_version", "network", "preprocessing", "card")) {
      assertRefused(m -> m.remove(key), "its metadata have no \"" + key + "\"");
    }
    assertRefused(m -> m.remove("sha256"), "its metadata have no \"sha256\"");
    assertRefused(m -> m.put("sha256", "00"), "but sha256 says 00; the file is damaged");
    assertRefused(m -> m.put("format", "pt"), "format is \"pt\" but has to be \"crowdrank\"");
    assertRefused(m -> m.put("format_version", "one"), "format_version is \"one\"");
    assertRefused(
        m -> m.put("format_version", "2.0"),
        "it has format version 2.0 but this version of crowdrank reads 1.x");
    assertRefused(m -> m.put("format_version", "10.0"), "format version 10.0");
    assertRefused(m -> m.put("network", "[]"), "network: ");
    assertRefused(m -> m.put("network", "{"), "network: ");
    assertRefused(
        m -> m.computeIfPresent("preprocessing", (key, json) -> json.replace("BGR", "RBG")),
        "preprocessing: order is RGB, BGR or GREY but was RBG");
    assertRefused(
        m -> m.put("preprocessing", "{\"order\":\"GREY\",\"mean\":[1],\"scale\":[0]}"),
        "preprocessing: means and scales are finite and scales not zero");
    assertRefused(
        m -> m.put("preprocessing", "{\"order\":\"GREY\",\"mean\":[\"1\"],\"scale\":[0]}"),
        "preprocessing: mean is an array of numbers but was [\"1\"]");
    assertRefused(
        m -> m.put("preprocessing", "{\"order\":\"GREY\",\"mean\":[1],\"scale\":[1]}"),
        "reads 3 channels but preprocessing GREY makes 1");
    assertRefused(m -> m.put("preprocessing", "7"), "preprocessing: it is a JSON object");
    assertRefused(m -> m.put("card", "{}"), "card: facts is an object of strings");
    assertRefused(
        m -> m.put("card", "{\"name\":\"x\",\"facts\":{}}"),
        "card: description is a string but was missing");
    assertRefused(
        m -> m.put("card", "{\"name\":\"x\",\"facts\":{\"seed\":1}}"),
        "card: seed is a string but was 1");
    assertRefused(m -> m.put("card", "[".repeat(9)), "card: it is no valid JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7 | it is a JSON object but was NUMBER",
        "{ | it is no valid JSON",
        "{\"curve\":3} | field \"curve\" has to be a list of at most 10000",
        "{\"curve\":[[1,2],[3]]} | point 2 of \"curve\" has to be two numbers but was [3]",
        "{\"curve\":[[1,2],[\"3\",4]]} | point 2 of \"curve\" has to be two numbers",
        "{\"curve\":[[2,2],[1,3]]} | a curve of counts rises from (0, 0)",
        "{\"curve\":[[1e999,2]]} | a curve of counts rises from (0, 0)",
        "{\"intervals\":[]} | intervals: it has to be a JSON object",
        "{\"intervals\":{\"scores\":[1]}} | intervals: field \"score\" is missing",
        "{\"intervals\":{\"score\":\"views 1\"}} | intervals: field \"scores\" is missing",
        "{\"intervals\":{\"score\":\"views 2\",\"scores\":[1]}} | has to be \"views 1\" but was \"views 2\"; calibrate the model anew",
        "{\"intervals\":{\"score\":\"views 1\",\"scores\":[1,\"x\"]}} | score 2 of \"scores\" has to be a number but was \"x\"",
        "{\"intervals\":{\"score\":\"views 1\",\"scores\":[-1]}} | scores are finite and 0 or more but one was -1.0",
      })
  void a_wrong_calibration_is_named(String json, String message) throws IOException {
    assertRefused(m -> m.put("calibration", json), "calibration: ");
    assertRefused(m -> m.put("calibration", json), message);
  }

  @Test
  void wrong_tensors_are_named() throws IOException {
    assertRefused(
        m -> {},
        t -> t.remove("dw.bias"),
        "needs tensor \"dw.bias\" of shape [4] but it is missing");
    assertRefused(
        m -> {},
        t -> t.put("extra", new Tensor(List.of(), new float[1])),
        "has no parameter called [extra]");
    assertRefused(
        m -> {},
        t -> t.put("extra", t.remove("dw.bias")),
        "needs tensor \"dw.bias\" of shape [4] but it is missing");
    assertRefused(
        m -> {},
        t -> t.put("empty", new Tensor(List.of(0), new float[0])),
        "has no parameter called [empty]");
    assertRefused(
        m -> {},
        t -> t.replace("dw.bias", new Tensor(List.of(2, 2), new float[4])),
        "needs tensor \"dw.bias\" of shape [4] but it is of shape [2, 2]");
    assertRefused(
        m -> {},
        t -> t.replace("dw.bias", new Tensor(List.of(4), new float[] {0, Float.NaN, 0, 0})),
        "tensor \"dw.bias\" holds NaN but weights are finite");
  }

  @Test
  void a_network_too_large_for_its_file_is_refused_before_it_is_allocated() throws IOException {
    assertRefused(
        m ->
            m.computeIfPresent(
                "network",
                (key, json) ->
                    json.replace(
                            "\"outputChannels\":4,\"kernel\":3",
                            "\"outputChannels\":8000,\"kernel\":99")
                        .replace("[\"up\",\"conv\"]", "[\"up\",\"dw\"]")),
        "needs tensor \"conv.weight\" of shape [8000, 3, 99, 99] but it is of shape [4, 3, 3, 3]");
  }
}
