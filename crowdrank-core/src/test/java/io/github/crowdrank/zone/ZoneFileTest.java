package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.engine.ChildJvm;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneFileTest {
  private static final String WHOLE =
      """
      {"type": "FeatureCollection",
       "image": {"width": 200, "height": 100},
       "ground": [
         {"pixel": [0, 100], "metres": [0, 0]}, {"pixel": [200, 100], "metres": [20, 0]},
         {"pixel": [200, 0], "metres": [20, 10]}, {"pixel": [0, 0], "metres": [0, 10]}],
       "features": [
        {"type": "Feature",
         "properties": {"name": "left",
           "alarm": {"quantity": "persons", "raiseAt": 20, "clearBelow": 17.5, "consecutive": 3}},
         "geometry": {"type": "Polygon",
           "coordinates": [[[0, 0], [90, 0], [90, 100], [0, 100], [0, 0]], [[10, 10], [20, 10], [20, 20]]]}},
        {"type": "Feature",
         "properties": {"name": "corners", "alarm": null},
         "geometry": {"type": "MultiPolygon",
           "coordinates": [[[[100, 0], [110, 0], [100, 10]]], [[[200, 100], [190, 100], [200, 90]]]]}},
        {"type": "Feature",
         "properties": {"name": "dot",
           "alarm": {"quantity": "personsPerSquareMetre", "raiseAt": 4, "clearBelow": 3}},
         "geometry": {"type": "Mask", "file": "masks/dot.png"}}]}
      """;

  @TempDir Path folder;

  private Path file(String json) throws IOException {
    Files.createDirectories(folder.resolve("masks"));
    BufferedImage mask = new BufferedImage(200, 100, BufferedImage.TYPE_BYTE_GRAY);
    mask.setRGB(150, 50, 0xffffff);
    mask.setRGB(151, 50, 0x404040);
    ImageIO.write(mask, "png", folder.resolve("masks/dot.png").toFile());
    return Files.writeString(folder.resolve("zones.json"), json);
  }

  @Test
  void every_kind_of_zone_is_read() throws Exception {
    Zones zones = ZoneFile.read(file(WHOLE));

    assertThat(zones.width()).isEqualTo(200);
    assertThat(zones.height()).isEqualTo(100);
    assertThat(zones.all()).extracting(Zone::name).containsExactly("left", "corners", "dot");
    assertThat(zones.all())
        .extracting(zone -> zone.shape().squarePixels())
        .containsExactly(9000.0 - 50, 100.0, 1.0);
    assertThat(zones.all().get(0).alarm())
        .contains(new AlarmRule(AlarmQuantity.PERSONS, 20, 17.5, 3));
    assertThat(zones.all().get(1).alarm()).isEmpty();
    assertThat(zones.all().get(2).alarm())
        .contains(new AlarmRule(AlarmQuantity.PERSONS_PER_SQUARE_METRE, 4, 3, 1));
    assertThat(zones.squareMetres(0)).hasValueCloseTo(89.5, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "image": {            | "picture": {             | field "image" is missing
          "width": 200          | "width": 200.5           | field "width" has to be a whole number but was 200.5
          "width": 200          | "width": 100             | zone "corners": the point (110.0, 0.0) lies outside the picture of 100x100 pixels
          "width": 200          | "width": 300             | zone "dot": its mask is 200x100 but the pictures are 300x100
          "FeatureCollection"   | "Features"               | "type" has to be "FeatureCollection" but was "Features"
          "features": [         | "feature": [             | field "features" is missing
          "name": "dot"         | "name": "left"           | there are two zones "left"
          "name": "dot"         | "name": " "              | a zone has a name
          "name": "dot"         | "name": "  "             | feature 3: a zone has a name but it was "  "
          "name": "dot"         | "title": "dot"           | feature 3, properties: field "name" is missing
          "alarm": null         | "color": "red"           | field "color" is unknown; there are [name, alarm]
          "persons"             | "people"                 | zone "left", alarm: "quantity" is persons or personsPerSquareMetre but was "people"
          "clearBelow": 17.5    | "clearBelow": 21         | zone "left", alarm: an alarm is cleared below
          "consecutive": 3      | "consecutive": "3"       | field "consecutive" has to be a whole number
          "Polygon",            | "LineString",            | zone "left": "type" of a geometry is Polygon, MultiPolygon or Mask but was "LineString"
          [90, 0], [90, 100]    | [90, 0], [90]            | zone "left": coordinates[0][2] has to be two numbers but was [90]
          [90, 0], [90, 100]    | [0, 100], [90, 0]        | zone "left": the outline crosses or touches itself
          [90, 0], [90, 100]    | [90, 0], [1e999, 0]      | a point is finite
          [90, 0], [90, 100]    | [90, 0], [0, 1e999]      | zone "left": coordinates[0][2]: a point is finite but was (0.0, Infinity)
          "metres": [20, 0]     | "metres": [1e999, 0]     | ground, pair 2, metres: a point is finite
          [[10, 10], [20, 10]   | [[10, 10], [10, 10]      | zone "left": hole 1 has the point (10.0, 10.0) twice in a row
          [[10, 10], [20, 10]   | [[95, 10], [96, 10]      | hole 1 crosses or touches the outline
          [20, 10], [20, 20]    | [20, 10]                 | zone "left": hole 1 needs 3 points or more but has 2
          [[[200, 100]          | [[["200", 100]           | zone "corners": coordinates[1][0][0] has to be two numbers but was ["200",100]
          masks/dot.png         | ../dot.png               | zone "dot": "file" has to lie beside the file of the zones
          masks/dot.png         | .                        | zone "dot": "file" has to lie beside the file of the zones
          masks/dot.png         | /dot.png                 | zone "dot": "file" has to lie beside the file of the zones
          "metres": [20, 0]     | "meters": [20, 0]        | ground, pair 2: field "metres" is missing
          "pixel": [200, 0]     | "pixel": [100, 100]      | ground: the point pairs determine no ground plane
          [20, 10]}, {"pixel": [0, 0], "metres": [0, 10]}] | [20, 10]}] | ground: a ground plane takes 4 or more point pairs but there were 3
          "ground": [           | "ground": 5, "plane": [  | field "plane" is unknown
          {"type": "FeatureColl | {"image": 5, "type": "FeatureColl | is not valid JSON at line 2
          """)
  void what_is_wrong_is_said_with_file_zone_and_field(String right, String wrong, String message)
      throws Exception {
    assertThat(WHOLE).contains(right);
    Path file = file(WHOLE.replace(right, wrong));

    assertThatThrownBy(() -> ZoneFile.read(file))
        .isInstanceOf(ZoneFormatException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void files_that_are_not_there_are_named() throws Exception {
    Path noMask = file(WHOLE.replace("masks/dot.png", "masks/dash.png"));

    assertThatThrownBy(() -> ZoneFile.read(folder.resolve("none.json")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.json");
    assertThatThrownBy(() -> ZoneFile.read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> ZoneFile.read(noMask))
        .hasMessageStartingWith(noMask + ": zone \"dot\", mask: there is no file ")
        .hasMessageEndingWith("dash.png");
    Path cut = Files.writeString(folder.resolve("cut.json"), WHOLE.substring(0, 300));
    assertThatThrownBy(() -> ZoneFile.read(cut))
        .isInstanceOf(ZoneFormatException.class)
        .hasMessageContaining("cut.json is not valid JSON");
  }

  @Test
  void a_mask_may_have_an_alpha_channel_but_no_transparent_pixel() throws Exception {
    Path file = file(WHOLE);
    BufferedImage mask = new BufferedImage(200, 100, BufferedImage.TYPE_INT_ARGB);
    mask.setRGB(150, 50, 0xffffffff);
    Path picture = folder.resolve("masks/dot.png");
    ImageIO.write(mask, "png", picture.toFile());

    assertThatThrownBy(() -> ZoneFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": zone \"dot\", mask: " + picture)
        .hasMessageContaining("has transparent pixels");

    for (int i = 0; i < 200 * 100; i++) {
      mask.setRGB(i % 200, i / 200, 0xff000000);
    }
    mask.setRGB(150, 50, 0xffffffff);
    ImageIO.write(mask, "png", picture.toFile());
    assertThat(ZoneFile.read(file).all().get(2).shape().squarePixels()).isEqualTo(1);
  }

  @Test
  void what_has_too_many_points_is_refused_before_the_rest_is_compared() throws Exception {
    String crossing = "[[[0, 0], [9, 9], [9, 0], [0, 9]]]";
    String polygons = "[" + circle(6000, 1) + "," + circle(6000, 4) + "," + crossing + "]";
    String ofOneFile =
        IntStream.range(0, 11)
            .mapToObj(i -> feature("zone " + i, "Polygon", circle(9500, 1)))
            .collect(Collectors.joining(",", "", "," + feature("last", "Polygon", crossing)));

    assertThatThrownBy(() -> ZoneFile.read(zones(feature("many", "MultiPolygon", polygons))))
        .isInstanceOf(ZoneFormatException.class)
        .hasMessageContaining("zone \"many\": the polygons of a shape have at most 10000 points")
        .hasMessageContaining("12000");
    assertThatThrownBy(() -> ZoneFile.read(zones(ofOneFile)))
        .isInstanceOf(ZoneFormatException.class)
        .hasMessageContaining("zone \"zone 10\": the zones of a file have at most 100000 points")
        .hasMessageContaining("104500");
  }

  private Path zones(String features) throws IOException {
    return file(
        "{\"type\": \"FeatureCollection\", \"image\": {\"width\": 9, \"height\": 9},"
            + " \"features\": [%s]}".formatted(features));
  }

  private static String feature(String name, String type, String coordinates) {
    return """
        {"type": "Feature", "properties": {"name": "%s"},
         "geometry": {"type": "%s", "coordinates": %s}}"""
        .formatted(name, type, coordinates);
  }

  private static String circle(int points, int left) {
    return IntStream.range(0, points)
        .mapToDouble(i -> 2 * Math.PI * i / points)
        .mapToObj(angle -> "[%s, %s]".formatted(left + Math.cos(angle), 1 + Math.sin(angle)))
        .collect(Collectors.joining(",", "[[", "]]"));
  }

  @Test
  void of_a_wrong_value_the_message_tells_the_beginning() throws Exception {
    String digits = "[" + "1,".repeat(100_000) + "1]";
    String text = "[\"" + "x".repeat(100_000) + "\", [";
    String noPoint = WHOLE.replace("[90, 0], [90, 100]", "[90, 0], " + digits);
    String noList = WHOLE.replace("[[[0, 0], [90, 0]", text + "[0, 0], [90, 0]");

    assertThatThrownBy(() -> ZoneFile.read(file(noPoint)))
        .hasMessageContaining("coordinates[0][2] has to be two numbers but was [1,1,1,")
        .satisfies(it -> assertThat(it.getMessage()).endsWith("...").hasSizeLessThan(400));
    assertThatThrownBy(() -> ZoneFile.read(file(noList)))
        .hasMessageContaining("coordinates[0] has to be a list but was \"xxx")
        .satisfies(it -> assertThat(it.getMessage()).endsWith("...").hasSizeLessThan(400));
  }

  private Path masks(int width, int height, String... files) throws IOException {
    return file(
        "{\"type\": \"FeatureCollection\", \"image\": {\"width\": %d, \"height\": %d}, \"features\": [%s]}"
            .formatted(
                width,
                height,
                IntStream.range(0, files.length)
                    .mapToObj(i -> mask("zone " + i, files[i]))
                    .collect(Collectors.joining(","))));
  }

  private static String mask(String name, String file) {
    return """
        {"type": "Feature", "properties": {"name": "%s"}, "geometry": {"type": "Mask", "file": "%s"}}"""
        .formatted(name, file);
  }

  /** A PNG that ends soon after its header. */
  private void writeCutMask(String name, int width, int height) throws IOException {
    BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(mask, "png", png);
    Files.write(folder.resolve(name), Arrays.copyOf(png.toByteArray(), 60));
  }

  /** It is damaged behind its header, which would be told if it were decoded. */
  @Test
  void a_mask_of_another_size_is_refused_from_its_header() throws Exception {
    writeCutMask("cut.png", 300, 200);
    Path file = masks(1, 1, "cut.png");

    assertThatThrownBy(() -> ZoneFile.read(file))
        .isInstanceOf(ZoneFormatException.class)
        .hasMessage(file + ": zone \"zone 0\": its mask is 300x200 but the pictures are 1x1");
    assertThatThrownBy(() -> ZoneFile.read(masks(300, 200, "cut.png")))
        .isNotInstanceOf(ZoneFormatException.class)
        .hasMessageContaining("zone \"zone 0\", mask: " + folder.resolve("cut.png"));
  }

  @Test
  void a_mask_that_several_zones_name_is_decoded_once() throws Exception {
    Zones zones =
        ZoneFile.read(
            masks(200, 100, "masks/dot.png", "./masks/dot.png", "masks/../masks/dot.png"));

    ZoneShape first = zones.all().get(0).shape();
    assertThat(first.squarePixels()).isEqualTo(1);
    assertThat(zones.all()).allSatisfy(zone -> assertThat(zone.shape()).isSameAs(first));
  }

  @Test
  void the_masks_of_a_file_have_a_limited_number_of_pixels() throws Exception {
    BufferedImage mask = new BufferedImage(10_000, 1_000, BufferedImage.TYPE_BYTE_BINARY);
    mask.setRGB(7, 7, 0xffffff);
    ImageIO.write(mask, "png", folder.resolve("wide.png").toFile());
    String[] fifty = Collections.nCopies(50, "wide.png").toArray(String[]::new);
    String[] more = Collections.nCopies(51, "wide.png").toArray(String[]::new);

    assertThat(ZoneFile.read(masks(10_000, 1_000, fifty)).all()).hasSize(50);
    assertThatThrownBy(() -> ZoneFile.read(masks(10_000, 1_000, more)))
        .isInstanceOf(ZoneFormatException.class)
        .hasMessageContaining(
            "zone \"zone 50\": the masks of a file have at most 500000000 pixels together"
                + " but there were 510000000 or more");
  }

  @Test
  void values_are_counted_before_they_are_kept() throws Exception {
    String values = "[],".repeat(999_990);
    Path few = Files.writeString(folder.resolve("few.json"), "[" + values + "0]");
    Path many = Files.writeString(folder.resolve("many.json"), "[" + values + values + "0]");

    assertThatThrownBy(() -> ZoneFile.read(few))
        .hasMessageContaining("the file: it has to be a JSON object");
    assertThatThrownBy(() -> ZoneFile.read(many))
        .isInstanceOf(ZoneFormatException.class)
        .hasMessage(
            many
                + ": zones take at most 1000000 numbers, texts, lists and objects but there are more");
  }

  /** Says what reading a file says. */
  static final class Reading {
    private Reading() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      try {
        System.out.println("RESULT " + ZoneFile.read(Path.of(arguments[0])).all().size());
      } catch (IOException e) {
        System.out.println("RESULT " + e.getClass().getSimpleName() + " " + e.getMessage());
      }
    }
  }

  @Test
  void what_does_not_fit_into_the_heap_is_refused(@TempDir Path empty) throws Exception {
    Path file = Files.writeString(folder.resolve("many.json"), "[" + "{},".repeat(990_000) + "0]");

    String output =
        ChildJvm.run(
            empty,
            Reading.class,
            entry -> true,
            List.of("-Xmx32m", "-XX:+UseSerialGC"),
            file.toString());

    assertThat(ChildJvm.results(output))
        .containsExactly(
            "RESULT ZoneFormatException " + file + " does not fit into the heap; raise -Xmx");
  }

  @Test
  void a_file_that_is_too_large_is_not_read() throws Exception {
    Path file = Files.write(folder.resolve("large.json"), new byte[(16 << 20) + 1]);

    assertThatThrownBy(() -> ZoneFile.read(file)).hasMessageContaining("at most 16777216 bytes");
  }
}
