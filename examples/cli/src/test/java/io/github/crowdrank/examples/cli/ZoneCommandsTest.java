package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneCommandsTest {
  private static final Path ROOT = Path.of(System.getProperty("crowdrank.root"));
  private static final String ZONES =
      """
      {"type": "FeatureCollection",
       "image": {"width": 320, "height": 240},
       "ground": [
         {"pixel": [0, 0], "metres": [0, 0]}, {"pixel": [320, 0], "metres": [8, 0]},
         {"pixel": [320, 240], "metres": [8, 6]}, {"pixel": [0, 240], "metres": [0, 6]}],
       "features": [
         {"type": "Feature",
          "properties": {"name": "left",
            "alarm": {"quantity": "persons", "raiseAt": 5, "clearBelow": 2}},
          "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [160, 0], [160, 240], [0, 240]]]}},
         {"type": "Feature",
          "properties": {"name": "right"},
          "geometry": {"type": "Polygon", "coordinates": [[[160, 0], [320, 0], [320, 240], [160, 240]]]}}]}
      """;

  @TempDir Path folder;
  private String zones;
  private String crowd;
  private String empty;

  @BeforeEach
  void write() throws IOException {
    zones = Files.writeString(folder.resolve("zones.json"), ZONES).toString();
    BufferedImage photo =
        ImageIO.read(ROOT.resolve("examples/photos/champs-elysees-1944.jpg").toFile());
    crowd = picture("crowd.png", photo.getSubimage(700, 450, 320, 240));
    empty = picture("empty.png", new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB));
  }

  private String picture(String name, BufferedImage picture) throws IOException {
    Path file = folder.resolve(name);
    ImageIO.write(picture, "png", file.toFile());
    return file.toString();
  }

  @Test
  void zones_are_counted_and_their_alarms_followed_through_the_pictures() throws Exception {
    CommandLineRun run =
        CommandLineRun.of("count", "--json", "--zones", zones, empty, crowd, empty);

    assertThat(run.code()).as(run.err()).isZero();
    List<JsonNode> lines = run.out().lines().map(ZoneCommandsTest::parsed).toList();
    assertThat(lines).hasSize(3);
    JsonNode counted = lines.get(1);
    JsonNode left = counted.at("/zones/0");
    assertThat(left.get("name").textValue()).isEqualTo("left");
    assertThat(left.get("squareMetres").doubleValue()).isEqualTo(24);
    assertThat(left.get("personsPerSquareMetre").doubleValue())
        .isCloseTo(left.get("count").doubleValue() / 24, within(1e-3));
    assertThat(left.get("level").textValue()).matches("[A-F]");
    assertThat(left.get("count").doubleValue() + counted.at("/zones/1/count").doubleValue())
        .isCloseTo(counted.get("count").doubleValue(), within(0.002));
    assertThat(lines.get(0).get("alarms")).isEmpty();
    assertThat(counted.at("/alarms/0/zone").textValue()).isEqualTo("left");
    assertThat(counted.at("/alarms/0/raised").booleanValue()).isTrue();
    assertThat(lines.get(2).at("/alarms/0/raised").booleanValue()).isFalse();
    assertThat(lines.get(2).at("/alarms/0/raised").isMissingNode()).isFalse();
  }

  private static JsonNode parsed(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void as_text_each_zone_is_a_line_below_its_picture() {
    CommandLineRun run = CommandLineRun.of("count", "--zones", zones, "--scale", "walkway", crowd);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("\\d  .*crowd.png\\R *\\d+\\.\\d    left, \\d\\.\\d\\d/m², level [A-F]\\R")
        .contains("alarm raised: left, ");
    assertThat(run.out().lines()).hasSize(4);
  }

  @Test
  void a_picture_of_another_size_is_counted_without_zones_and_a_bad_file_stops_at_once()
      throws Exception {
    String small = picture("small.png", new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
    String bad = Files.writeString(folder.resolve("bad.json"), "{}").toString();

    CommandLineRun mixed = CommandLineRun.of("count", "--zones", zones, small, crowd);
    CommandLineRun wrong = CommandLineRun.of("count", "--zones", bad, crowd);

    assertThat(mixed.code()).isEqualTo(1);
    assertThat(mixed.err()).contains("small.png: the zones are for pictures of 320x240 pixels");
    assertThat(mixed.out().lines().toList())
        .hasSize(5)
        .satisfies(it -> assertThat(it.get(0)).matches(" *\\d+\\.\\d  .*small\\.png"))
        .satisfies(it -> assertThat(it.get(1)).endsWith("crowd.png"));
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("bad.json", "\"type\" is missing").doesNotContain("Exception");
    assertThat(wrong.out()).isEmpty();
  }

  /** Its cells are as many, so the density alone would not tell. */
  @Test
  void a_picture_that_is_smaller_by_less_than_a_cell_is_refused_by_all_commands() throws Exception {
    String small = picture("small.png", new BufferedImage(318, 239, BufferedImage.TYPE_INT_RGB));
    String out = folder.resolve("drawn.png").toString();
    String page = folder.resolve("page.html").toString();

    for (CommandLineRun run :
        List.of(
            CommandLineRun.of("count", "--zones", zones, small),
            CommandLineRun.of("count", "--zones", zones, "--heatmap", folder + "/maps", small),
            CommandLineRun.of("picture", "--zones", zones, "--out", out, small),
            CommandLineRun.of("report", "--zones", zones, "--out", page, small))) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("small.png: the zones are for pictures of 320x240 pixels but this has 318x239");
    }
  }

  @Test
  void in_json_zones_that_do_not_fit_are_a_problem_beside_a_good_count() throws Exception {
    String large =
        ZONES.replace("\"width\": 320, \"height\": 240", "\"width\": 300000, \"height\": 300000");
    String absurd = Files.writeString(folder.resolve("absurd.json"), large).toString();

    CommandLineRun run = CommandLineRun.of("count", "--json", "--zones", absurd, crowd);
    CommandLineRun alone = CommandLineRun.of("count", "--json", crowd);

    assertThat(run.code()).isEqualTo(1);
    JsonNode line = parsed(run.out());
    assertThat(line.get("count")).isEqualTo(parsed(alone.out()).get("count"));
    assertThat(line.get("problem").textValue())
        .contains("crowd.png: the zones are for pictures of 300000x300000 pixels");
    assertThat(line.has("zones") || line.has("alarms") || line.has("error")).isFalse();
  }

  @Test
  void zones_that_do_not_fit_and_a_heat_map_that_cannot_be_written_are_one_problem()
      throws Exception {
    String small = picture("small.png", new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
    Files.createDirectory(folder.resolve("small.png.heatmap.png"));

    CommandLineRun run =
        CommandLineRun.of(
            "count", "--json", "--zones", zones, "--heatmap", folder.toString(), small);

    assertThat(run.code()).isEqualTo(1);
    assertThat(parsed(run.out()).get("problem").textValue())
        .matches(".*small.png: the zones are for .* has 64x64; .*small.png: its heat map: .*");
  }

  @Test
  void zones_that_are_drawn_fit_to_the_pixel() throws Exception {
    String narrower =
        Files.writeString(folder.resolve("narrower.json"), ZONES.replace("320", "319")).toString();
    Path page = folder.resolve("page.html");
    Path drawn = folder.resolve("drawn.png");

    CommandLineRun picture =
        CommandLineRun.of("picture", "--zones", narrower, "--out", drawn.toString(), crowd);
    CommandLineRun report =
        CommandLineRun.of("report", "--zones", narrower, "--out", page.toString(), crowd);

    String problem =
        "crowdrank: "
            + crowd
            + ": the zones are for pictures of 319x240 pixels but this has 320x240";
    assertThat(picture.code()).isEqualTo(1);
    assertThat(picture.err()).contains(problem);
    assertThat(report.code()).isEqualTo(1);
    assertThat(report.err()).contains(problem);
  }

  @Test
  void a_picture_is_drawn_as_png_and_as_svg() throws Exception {
    Path png = folder.resolve("drawn.png");
    Path svg = folder.resolve("drawn.svg");

    CommandLineRun first =
        CommandLineRun.of(
            "picture",
            "--panels",
            "photograph,overlay,density",
            "--colors",
            "cividis",
            "--zones",
            zones,
            "--out",
            png.toString(),
            crowd);
    CommandLineRun second =
        CommandLineRun.of("picture", "--no-legend", "--peak", "1", "--out", svg.toString(), crowd);
    CommandLineRun wrong = CommandLineRun.of("picture", "--out", "drawn.jpg", crowd);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(3 * 320);
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(Files.readString(svg)).startsWith("<svg ").contains(" people in crowd.png<");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("drawn.jpg");
  }

  @Test
  void a_picture_that_could_not_be_drawn_is_wrong_usage() {
    String out = folder.resolve("drawn.png").toString();

    CommandLineRun side = CommandLineRun.of("picture", "--longest-side", "0", "--out", out, crowd);
    CommandLineRun peak = CommandLineRun.of("picture", "--peak", "-1", "--out", out, crowd);
    CommandLineRun nowhere =
        CommandLineRun.of("picture", "--out", folder.resolve("no/drawn.png").toString(), "x.png");

    assertThat(side.code()).isEqualTo(2);
    assertThat(side.err()).contains("--longest-side is 1 pixel or more but was 0");
    assertThat(peak.code()).isEqualTo(2);
    assertThat(peak.err()).contains("--peak is more than 0 persons and finite but was -1.0");
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("drawn.png: there is no folder");
  }

  @Test
  void a_report_holds_what_was_counted_and_what_was_not() throws Exception {
    Files.writeString(folder.resolve("broken.jpg"), "no picture");
    Path page = folder.resolve("page.html");

    CommandLineRun run =
        CommandLineRun.of(
            "report",
            "--title",
            "Fair",
            "--zones",
            zones,
            "--out",
            page.toString(),
            folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("3 pictures in ").contains("1 not counted");
    assertThat(run.err()).contains("broken.jpg").contains("3/3 counted");
    assertThat(Files.readString(page))
        .contains("<title>Fair</title>", "crowd.png", "empty.png", "broken.jpg", ">left<")
        .contains("data:image/jpeg;base64,");
  }

  /** Of a network without padding, whose map does not say where in the picture it lies. */
  @Test
  void in_a_report_a_density_with_fewer_cells_than_the_picture_is_a_row_with_the_reason()
      throws Exception {
    Path model = UnpaddedModel.write(folder, 3);
    Path page = folder.resolve("page.html");

    CommandLineRun run =
        CommandLineRun.of(
            "report", "--model", model.toString(), "--out", page.toString(), crowd, empty);

    String cells = " of 320x240 pixels has 320x240 cells of 1 but the density map has 318x238";
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("2 not counted");
    assertThat(run.err()).contains("crowdrank: " + crowd + cells);
    assertThat(Files.readString(page))
        .contains(crowd + cells, empty + cells)
        .doesNotContain("data:image");
  }
}
