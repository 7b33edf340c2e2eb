package io.github.crowdrank.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Models of two sets of weights, written, read and taken apart. */
class SparseExpertTest {
  private static final CrowdModel ONE = ModelFileTest.model(1);

  @TempDir private Path folder;

  /** Of {@link #ONE}, with the first layer in common. */
  static CrowdModel both() {
    return ONE.withSparse(new SparseExpert(others(), 288, 0.3086));
  }

  private static Weights others() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(ModelFileTest.model(2).weights().tensors());
    for (String common : List.of("conv.weight", "conv.bias")) {
      tensors.replace(common, ONE.weights().tensors().get(common));
    }
    return Weights.of(ONE.network(), tensors);
  }

  @ParameterizedTest
  @EnumSource(NumberFormat.class)
  void both_sets_come_back_and_what_they_share_is_stored_once(NumberFormat format)
      throws IOException {
    Path file = folder.resolve("both.crowdrank");

    ModelFile.write(both(), file, format);

    assertThat(ModelFile.read(file)).isEqualTo(ModelFile.rounded(both(), format));
    assertThat(Safetensors.read(file).tensors().keySet())
        .containsExactlyInAnyOrder(
            "conv.weight",
            "conv.bias",
            "dw.weight",
            "dw.bias",
            "density.weight",
            "density.bias",
            "sparse/dw.weight",
            "sparse/dw.bias",
            "sparse/density.weight",
            "sparse/density.bias");
  }

  @Test
  void weights_that_are_the_same_are_stored_once_and_are_two_sets_still() throws IOException {
    CrowdModel twice = ONE.withSparse(new SparseExpert(ONE.weights(), 64, 1));
    Path file = folder.resolve("twice.crowdrank");

    ModelFile.write(twice, file);

    assertThat(ModelFile.read(file)).isEqualTo(twice).isNotEqualTo(ONE);
    assertThat(Safetensors.read(file).tensors()).hasSize(6);
  }

  @Test
  void a_model_is_taken_apart_into_either_set() {
    CrowdModel calibrated =
        both().withCalibration(new Calibration(Calibration.NONE.curve(), List.of(0.5)));

    assertThat(calibrated.withoutSparse()).isEqualTo(ONE);
    assertThat(calibrated.sparseOnly().weights()).isEqualTo(others());
    assertThat(calibrated.sparseOnly().sparse()).isEmpty();
    assertThat(calibrated.sparseOnly().calibration()).isEqualTo(Calibration.NONE);
    assertThat(ONE.withoutSparse()).isSameAs(ONE);
    assertThat(calibrated.withCard(ModelCard.of("x", "y")).sparse()).isEqualTo(both().sparse());
    assertThatIllegalStateException()
        .isThrownBy(ONE::sparseOnly)
        .withMessage("model \"tiny\" has no further weights for pictures of few people");
  }

  @Test
  void a_graph_has_one_set() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> both().toOnnx())
        .withMessageContaining("take withoutSparse() or sparseOnly()");
    NetworkSpec plain = plain("out");
    CrowdModel model =
        new CrowdModel(
            plain,
            Weights.of(plain, new float[4]),
            Preprocessing.signedRgb(),
            ModelCard.of("plain", "For tests."));
    SparseExpert expert = new SparseExpert(model.weights(), 64, 1);
    assertThat(model.withSparse(expert).sparseOnly().toOnnx().network().onnx()).isPresent();
    CrowdModel graph = model.toOnnx();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.withSparse(new SparseExpert(graph.weights(), 64, 1)))
        .withMessageContaining("a graph in ONNX's format, which cannot have further weights");
  }

  private static NetworkSpec plain(String layer) {
    return new NetworkSpec(
        "plain",
        List.of(
            new Layer.Input("input", 3),
            new Layer.Convolution(layer, "input", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));
  }

  @Test
  void weights_of_another_network_are_refused() {
    Weights strange = Weights.of(plain("out"), new float[4]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withSparse(new SparseExpert(strange, 64, 1)))
        .withMessageStartingWith("the weights for pictures of few people do not belong to network");
  }

  @ParameterizedTest
  @CsvSource({
    "15, 1, glance is 16 to 4096 pixels but was 15",
    "4097, 1, glance is 16 to 4096 pixels but was 4097",
    "288, 0, limit is positive and finite but was 0.0",
    "288, -1, limit is positive and finite but was -1.0",
    "288, NaN, limit is positive and finite but was NaN",
    "288, Infinity, limit is positive and finite but was Infinity"
  })
  void choices_out_of_range_are_refused(int glance, double limit, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SparseExpert(others(), glance, limit))
        .withMessage(message);
  }

  @Test
  void damaged_choices_are_named() throws IOException {
    assertRefused(
        (metadata, tensors) -> metadata.put("sparse", "{\"glance\":288}"), "sparse: ", "limit");
    assertRefused(
        (metadata, tensors) -> metadata.put("sparse", "{\"glance\":288,\"limit\":-1}"),
        "sparse: limit is positive and finite but was -1.0");
    assertRefused(
        (metadata, tensors) -> metadata.put("sparse", "{\"glance\":1e99,\"limit\":1}"),
        "sparse: ",
        "glance");
    assertRefused((metadata, tensors) -> metadata.put("sparse", "[]"), "sparse: ");
    assertRefused(
        (metadata, tensors) -> metadata.remove("sparse"), "has no parameter called [sparse/");
    assertRefused(
        (metadata, tensors) -> tensors.put("sparse/dw.bias", new Tensor(List.of(3), new float[3])),
        "needs tensor \"sparse/dw.bias\" of shape [4] but it is of shape [3]");
    assertRefused(
        (metadata, tensors) ->
            tensors.put("sparse/dw.bias", new Tensor(List.of(4), new float[] {0, 0, Float.NaN, 0})),
        "tensor \"sparse/dw.bias\" holds NaN but weights are finite");
    assertRefused(
        (metadata, tensors) -> tensors.put("sparse/x", new Tensor(List.of(1), new float[1])),
        "has no parameter called [sparse/x]");
    assertRefused((metadata, tensors) -> tensors.remove("dw.bias"), "\"dw.bias\"", "missing");
  }

  @FunctionalInterface
  private interface Change {
    void make(Map<String, String> metadata, Map<String, Tensor> tensors);
  }

  private void assertRefused(Change change, String... messages) throws IOException {
    Path file = folder.resolve("changed.crowdrank");
    ModelFile.write(both(), file);
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
    change.make(metadata, tensors);
    metadata.put(Checksum.KEY, Checksum.of(metadata, tensors));
    new Safetensors(metadata, tensors).write(file, NumberFormat.F32);

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelFile.read(file))
        .withMessageStartingWith(file + " is no crowdrank model: ")
        .satisfies(e -> assertThat(e.getMessage()).contains(messages));
  }
}
