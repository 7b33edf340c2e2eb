package io.github.crowdrank.data.annotation;

import static io.github.crowdrank.data.annotation.TextFile.annotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesReaderTest {
  @TempDir private Path folder;
  private TextFile lines;

  @BeforeEach
  void reader() {
    lines = new TextFile(folder.resolve("points.jsonl"), AnnotationReader.jsonLines());
  }

  @Test
  void each_line_is_an_image() throws IOException {
    String text =
        """
        {"image": "a.jpg", "points": [[1, 2.5], {"y": -4e0, "x": 3}]}

        {"points": [], "height": 3, "weather": {"rain": [1, {"deep": true}]}, "image": "b/c.png", "width": 2}
        {"image": "d.jpg", "points": [], "width": null, "height": 5}
        """;
    assertThat(lines.read("\ufeff" + text))
        .containsExactly(
            annotation("a.jpg", new HeadPoint(1, 2.5), new HeadPoint(3, -4)),
            annotation("b/c.png", 2, 3),
            annotation("d.jpg"));
    assertThat(lines.read("")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"image\": \"a\"}|the object at line 2, column 1 has no field points",
        "{\"points\": []}|the object at line 2, column 1 has no field image",
        "{\"image\": \"b\", \"points\": [[1, \"2\"]]}|points[0][1] (line 2, column 31) is \"2\" but should be a number",
        "{\"image\": \"b\", \"points\": [[1, 2], [3]]}|points[1] (line 2, column 37) should be a point, x and y",
        "{\"image\": \"b\", \"points\": [[1, 2, 3]]}|points[0][2] (line 2, column 34) is 3 but should not be there",
        "{\"image\": \"b\", \"points\": [{\"x\": 1}]}|points[0] (line 2, column 34) should be a point",
        "{\"image\": \"b\", \"points\": [[1, 1e999999]]}|points[0][1] (line 2, column 31) is 1e999999 but should be a number of at most 1e+07",
        "{\"image\": \"b\", \"points\": [[NaN, 1]]}|not sound JSON: Non-standard token 'NaN'",
        "{\"image\": \"b\", \"image\": \"c\", \"points\": []}|image (line 2, column 16) occurs twice",
        "{\"image\": \"a.jpg\", \"points\": []}|image (line 2, column 11) is \"a.jpg\", which is named before: image (line 1, column 11)",
        "{\"image\": \"\", \"points\": []}|should be an image's name",
        "{\"image\": 5, \"points\": []}|image (line 2, column 11) is 5 but should be text",
        "{\"image\": \"b\", \"points\": {}}|points (line 2, column 26) is an object but should be an array",
        "{\"image\": \"b\", \"points\": [], \"width\": 0}|width (line 2, column 39) is 0 but should be a number of pixels",
        "{\"image\": \"b\", \"points\": [], \"width\": 99999999999999999999}|should be a whole number",
        "[1]|line 2, column 1 is an array but should be an object",
        "{\"image\": \"b\", \"points\": [[1, 2]|points[0] (line 2, column 32): not sound JSON: Unexpected end-of-input: expected close marker for Array",
        "{\"image\" \"b\"}|line 2, column"
      })
  void what_is_wrong_is_named_with_its_field_and_line(String second, String message) {
    assertThatThrownBy(() -> lines.read("{\"image\": \"a.jpg\", \"points\": []}\n" + second))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
