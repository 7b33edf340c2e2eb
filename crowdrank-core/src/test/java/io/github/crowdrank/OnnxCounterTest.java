package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.engine.onnxruntime.OnnxRuntimeEngine;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.ModelFormatException;
import io.github.crowdrank.model.OnnxCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.onnx.ExportedGraphs;
import io.github.crowdrank.onnx.OnnxFormatException;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.SafetensorsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that are graphs in ONNX's format, counted with ONNX Runtime. */
class OnnxCounterTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");
  private static final int MUTATIONS = 2000;

  private static final String CARD =
      """
      {"name": "torch", "description": "for tests", "facts": {"by": "PyTorch"},
       "preprocessing": {"order": "RGB", "range": 1, "mean": [0.485, 0.456, 0.406],
                         "scale": [0.229, 0.224, 0.225]},
       "stride": 2, "sizeMultiple": 4, "receptiveField": 20, "densityScale": 0.01}
      """;

  @TempDir private Path folder;
  private RgbImage photo;

  @BeforeEach
  void decode() throws IOException {
    RgbImage whole = ImageDecoder.builder().build().decode(PHOTO).image();
    photo = whole.resample(Region.ofImage(whole.width(), whole.height()), 333, 251);
  }

  private static double count(CrowdCounter counter, RgbImage image) {
    return counter.estimate(image).count();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void either_set_of_the_bundled_model_counts_the_same_as_a_graph(boolean sparse)
      throws IOException {
    CrowdModel bundled = BundledModel.COMPACT.load();
    CrowdModel model = sparse ? bundled.sparseOnly() : bundled.withoutSparse();
    Path file = folder.resolve("compact.onnx");
    ModelFile.write(model.toOnnx(), file);

    try (CrowdCounter ours = CrowdCounter.builder(model).build();
        CrowdCounter graph = CrowdCounter.load(file)) {
      double expected = ours.count(PHOTO);
      assertThat(graph.count(PHOTO)).isCloseTo(expected, within(1e-4 * expected));
      assertThat(graph.estimate(photo, 40L << 20).count())
          .isCloseTo(count(ours, photo), within(1e-4 * expected));
      assertThat(graph.describe()).startsWith("ONNX Runtime");
      assertThat(graph.model().card()).isEqualTo(model.card());
      assertThat(graph.model().calibration()).isEqualTo(model.calibration());
    }
  }

  @Test
  void the_bundled_model_counts_the_same_by_onnx_runtime() throws IOException {
    CrowdModel model = BundledModel.COMPACT.load();

    try (CrowdCounter ours = CrowdCounter.builder(model).build();
        CrowdCounter engine =
            CrowdCounter.builder(model).engine(OnnxRuntimeEngine.create()).build()) {
      double expected = ours.count(PHOTO);
      assertThat(engine.count(PHOTO)).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  @Test
  void vgg16_counts_the_same_as_a_graph() {
    NetworkSpec vgg = Vgg16.counter();
    CrowdModel model =
        new CrowdModel(
            vgg,
            WeightInitializer.heNormal().initialize(vgg, new SplittableRandom(3)),
            Preprocessing.imageNetBgr(),
            ModelCard.of("vgg", "random"));
    RgbImage small = photo.resample(Region.ofImage(333, 251), 120, 88);

    try (CrowdCounter ours = CrowdCounter.builder(model).build();
        CrowdCounter graph = CrowdCounter.builder(model.toOnnx()).build()) {
      double expected = count(ours, small);
      assertThat(Math.abs(expected)).isGreaterThan(1e-3);
      assertThat(count(graph, small)).isCloseTo(expected, within(1e-4 * Math.abs(expected)));
    }
  }

  @Test
  void somebody_else_s_graph_comes_back_with_its_card_and_counts() throws IOException {
    CrowdModel model =
        OnnxCard.fromJson(CARD)
            .modelOf(ExportedGraphs.graph("open.onnx"))
            .withCalibration(new Calibration(CountCurve.IDENTITY, List.of(0.5, 1.0)));
    Path file = folder.resolve("torch.onnx");
    ModelFile.write(model, file);
    byte[] bytes = Files.readAllBytes(file);

    assertThat(ModelFile.read(file)).isEqualTo(model);
    assertThat(ModelFile.read(new ByteArrayInputStream(bytes), "stream")).isEqualTo(model);
    assertThat(model.preprocessing().mean().get(0)).isCloseTo(123.675f, within(1e-3f));
    ModelFile.write(ModelFile.read(file), folder.resolve("again.onnx"));
    assertThat(Files.readAllBytes(folder.resolve("again.onnx"))).containsExactly(bytes);

    try (CrowdCounter counter = CrowdCounter.load(file);
        CrowdCounter fromStream = CrowdCounter.load(new ByteArrayInputStream(bytes))) {
      double count = count(counter, photo);
      assertThat(count).isPositive();
      assertThat(count(fromStream, photo)).isEqualTo(count);
      assertThat(counter.estimate(photo, 20L << 20).count()).isCloseTo(count, within(1e-4 * count));
      CrowdEstimate estimate = counter.estimate(photo);
      assertThat(estimate.density().width()).isEqualTo(167);
      assertThat(estimate.density().height()).isEqualTo(126);
    }
  }

  @Test
  void pictures_are_counted_whole_where_cells_see_who_knows_how_far() throws IOException {
    OnnxCard card = OnnxCard.fromJson(CARD.replace("\"receptiveField\": 20, ", ""));
    try (CrowdCounter open =
        CrowdCounter.builder(card.modelOf(ExportedGraphs.graph("open.onnx"))).build()) {
      assertThat(count(open, photo)).isPositive();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> open.estimate(photo, 20L << 20))
          .withMessageContaining("network \"torch\" cannot compute it in tiles");
    }
    try (CrowdCounter fixed =
        CrowdCounter.builder(card.modelOf(ExportedGraphs.graph("fixed.onnx"))).build()) {
      RgbImage small = photo.resample(Region.ofImage(333, 251), 41, 29);
      assertThat(fixed.estimate(small).density().width()).isEqualTo(21);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> count(fixed, photo))
          .withMessageContaining("pictures of 32x48 (height x width) or smaller");
    }
  }

  @Test
  void grey_graphs_read_grey() throws IOException {
    OnnxCard grey =
        new OnnxCard(
            ModelCard.of("grey", "for tests"),
            Preprocessing.none(ChannelOrder.GREY),
            OnnxCard.fromJson(CARD).geometry(),
            1);
    try (CrowdCounter counter =
        CrowdCounter.builder(grey.modelOf(ExportedGraphs.graph("grey.onnx"))).build()) {
      assertThat(count(counter, photo)).isPositive();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grey.modelOf(ExportedGraphs.graph("open.onnx")))
        .withMessageContaining("reads 3 channels but preprocessing GREY makes 1");
  }

  @Test
  void a_graph_without_a_card_or_of_another_format_is_refused() throws IOException {
    Path bare =
        Files.write(folder.resolve("bare.onnx"), ExportedGraphs.graph("open.onnx").toBytes());
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> CrowdCounter.load(bare))
        .withMessageContaining("bare.onnx")
        .withMessageContaining("an ONNX graph without a card; give it one with pack --onnx");
    CrowdModel model = OnnxCard.fromJson(CARD).modelOf(ExportedGraphs.graph("open.onnx"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.write(model, bare, NumberFormat.F16))
        .withMessageContaining("stored as it is");
    assertThat(Files.readAllBytes(bare))
        .containsExactly(ExportedGraphs.graph("open.onnx").toBytes());
    assertThatExceptionOfType(OnnxFormatException.class)
        .isThrownBy(() -> ExportedGraphs.graph("five-bands.onnx"));
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> CrowdCounter.builder(model).engine(OneDnnEngine.create()).build());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"stride\": 2|\"stride\": 0|stride is 1 or more",
        "\"stride\": 2,||field \"stride\" is missing",
        "\"sizeMultiple\": 4|\"sizeMultiple\": 3|size multiple a multiple of it",
        "\"range\": 1|\"range\": 2|\"range\" is 1 or 255",
        "\"RGB\"|\"HSV\"|order is RGB, BGR or GREY but was HSV",
        "\"densityScale\": 0.01|\"densityScale\": \"x\"|\"densityScale\" has to be a number",
        "\"densityScale\"|\"scale\"|field \"scale\" is unknown",
        "\"by\": \"PyTorch\"|\"by\": 3|by is a string but was 3"
      })
  void cards_say_which_field_is_wrong(String right, String wrong, String said) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("card.json"), CARD.replace(right, wrong == null ? "" : wrong));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> OnnxCard.read(file))
        .withMessageContaining("card.json is no card of an ONNX graph: ")
        .withMessageContaining(said);
  }

  @Test
  void cards_that_are_no_text_are_named() throws IOException {
    Path latin = folder.resolve("latin.json");
    Files.writeString(latin, CARD.replace("torch", "caf\u00e9"), StandardCharsets.ISO_8859_1);
    for (Path file : List.of(latin, folder)) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> OnnxCard.read(file))
          .withMessageStartingWith(file + " is no card of an ONNX graph: ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnnxCard.fromJson(CARD.replace("\"for tests\"", "[1, 2]")))
        .withMessageContaining("\"description\"")
        .withMessageContaining("[1,2]");
  }

  @Test
  void damaged_files_never_count() throws IOException {
    Path file = folder.resolve("torch.onnx");
    ModelFile.write(OnnxCard.fromJson(CARD).modelOf(ExportedGraphs.graph("open.onnx")), file);
    byte[] whole = Files.readAllBytes(file);
    long seed = 5;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = whole.clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      try {
        ModelFile.read(new ByteArrayInputStream(bytes), "damaged");
        throw new AssertionError("seed %d: a change at byte %d was not seen".formatted(seed, at));
      } catch (ModelFormatException | SafetensorsException e) {
        assertThat(e.getMessage()).contains("damaged");
      }
    }
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("crowdrank.sha256");
  }
}
