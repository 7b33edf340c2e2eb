package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMeReaderTest {
  @TempDir private Path folder;

  private TextFile file(Labels labels) {
    return new TextFile(folder.resolve("street.json"), AnnotationReader.labelMe(labels));
  }

  private static String shapes(String shapes) {
    return """
        {
          "version": "5.5.0", "flags": {},
          "shapes": [%s],
          "imagePath": "..\\\\street.jpg",
          "imageData": "%s",
          "imageHeight": 480, "imageWidth": 640
        }
        """
        .formatted(shapes, "A".repeat(1_000_000));
  }

  @Test
  void points_rectangles_and_circles_are_people_at_their_centres() throws IOException {
    String shapes =
        """
        {"label": "head", "points": [[1.25, 2]], "group_id": null, "shape_type": "point", "flags": {}},
        {"label": "person", "points": [[10, 20], [4, 30]], "shape_type": "rectangle"},
        {"shape_type": "circle", "points": [[7, 8], [9, 8]], "label": "face"}
        """;
    assertThat(file(Labels.people()).read(shapes(shapes)))
        .containsExactly(
            TextFile.annotation(
                "", 640, 480, new HeadPoint(1.25, 2), new HeadPoint(7, 25), new HeadPoint(7, 8)));
    assertThat(file(Labels.only(List.of("face"))).points(shapes(shapes)))
        .containsExactly(new HeadPoint(7, 8));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"points\": [[1, 2]], \"shape_type\": \"point\"}|shapes[0] (line 3, column 56) has no label",
        "{}|shapes[0] (line 3, column 15) has no label",
        "{\"label\": null}|shapes[0].label (line 3, column 24) is empty but should be text",
        "{\"label\": \"dog\"}|shapes[0].label (line 3, column 24) is \"dog\", none of",
        "{\"label\": \"head\", \"points\": [[1, 2], [3, 4]]}|is a polygon but should be a point, a rectangle or a circle",
        "{\"label\": \"head\", \"points\": [[1, 2], [3, 4]], \"shape_type\": \"point\"}|shapes[0] (line 3, column 81) is a point of 2 points but should have 1",
        "{\"label\": \"head\", \"points\": [[1, 2]], \"shape_type\": \"circle\"}|is a circle of 1 points but should have 2",
        "{\"label\": \"head\", \"points\": [[1, null]], \"shape_type\": \"point\"}|shapes[0].points[0][1] (line 3, column 47) is empty but should be a number",
        "5|shapes[0] (line 3, column 14) is 5 but should be an object"
      })
  void a_wrong_shape_is_named(String shape, String message) {
    assertThatThrownBy(() -> file(Labels.people()).read(shapes(shape)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_shape_without_a_label_is_refused_whichever_labels_are_chosen() {
    assertThatThrownBy(
            () ->
                file(Labels.only(List.of("head")))
                    .read(shapes("{\"points\": [[1, 2]], \"shape_type\": \"point\"}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no label");
  }

  @Test
  void a_file_of_another_kind_is_named() {
    assertThatThrownBy(() -> file(Labels.people()).read("{\"imageWidth\": 4}"))
        .hasMessage("it has no field shapes");
    assertThatThrownBy(() -> file(Labels.people()).read("{\"shapes\": []}\n{}"))
        .hasMessageContaining("end of the file");
  }
}
