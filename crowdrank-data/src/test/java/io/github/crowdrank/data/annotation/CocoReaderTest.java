package io.github.crowdrank.data.annotation;

import static io.github.crowdrank.data.annotation.TextFile.annotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as on the format's page: annotations before images, numbers in any order. */
class CocoReaderTest {
  private static final String IMAGES =
      """
      "images": [
        {"id": 9, "file_name": "b.jpg", "width": 640, "height": 480, "license": 1},
        {"file_name": "a.jpg", "id": 2}
      ]""";
  private static final String CATEGORIES =
      """
      "categories": [
        {"id": 7, "name": "car", "supercategory": "vehicle"},
        {"id": 1, "name": "Person", "keypoints": ["left_eye", "nose", "left_ear"], "skeleton": [[1, 2]]}
      ]""";

  @TempDir private Path folder;
  private TextFile coco;

  @BeforeEach
  void reader() {
    coco = file(Labels.only(List.of("person")));
  }

  private TextFile file(Labels labels) {
    return new TextFile(folder.resolve("annotations.json"), AnnotationReader.coco(labels));
  }

  private static String file(String annotations) {
    return "{\"info\": {}, \"annotations\": [%s], %s, %s}"
        .formatted(annotations, IMAGES, CATEGORIES);
  }

  @Test
  void people_are_where_their_heads_are() throws IOException {
    String annotations =
        """
        {"id": 1, "image_id": 2, "category_id": 1, "keypoints": [1, 1, 2, 5.5, 6, 2, 3, 3, 2], "bbox": [0, 0, 9, 9]},
        {"id": 2, "image_id": 9, "category_id": 1, "keypoints": [0, 0, 0, 0, 0, 0, 3, 4, 1]},
        {"id": 3, "image_id": 9, "category_id": 1, "keypoints": [0, 0, 0, 0, 0, 0, 0, 0, 0], "bbox": [10, 20, 5, 8]},
        {"id": 4, "bbox": [10, 20.5, 0, 8], "segmentation": [[1, 2, 3]], "category_id": 1, "image_id": 9, "iscrowd": 0},
        {"id": 5, "image_id": 9, "category_id": 7, "bbox": [1, 2, 3, 4]}
        """;
    assertThat(coco.read(file(annotations)))
        .containsExactly(
            annotation(
                "b.jpg",
                640,
                480,
                new HeadPoint(3, 4),
                new HeadPoint(12.5, 24),
                new HeadPoint(10, 24.5)),
            annotation("a.jpg", new HeadPoint(5.5, 6)));
  }

  @Test
  void an_image_with_a_region_of_uncounted_people_is_flawed() throws IOException {
    List<Annotation> read =
        coco.read(
            file(
                "{\"image_id\": 9, \"category_id\": 7, \"iscrowd\": 1},"
                    + "{\"image_id\": 2, \"category_id\": 1, \"iscrowd\": 1, \"bbox\": [1, 2, 3, 4]}"));
    assertThat(read.get(0).flaw()).isEmpty();
    assertThat(read.get(1).flaw().orElseThrow())
        .startsWith("annotations[1] (line 1,")
        .endsWith("is a region of people who are not counted one by one (iscrowd 1)");
  }

  @Test
  void other_categories_are_refused_unless_one_says_which_count() throws IOException {
    String car = file("{\"image_id\": 9, \"category_id\": 7, \"bbox\": [1, 2, 3, 4]}");
    assertThat(coco.read(car).get(0).points()).isEmpty();
    assertThat(file(Labels.only(List.of("CAR"))).read(car).get(0).points())
        .containsExactly(new HeadPoint(2.5, 4));
    assertThatThrownBy(() -> file(Labels.people()).read(car))
        .hasMessageContaining(
            "annotations[0].category_id (line 1, column 61) is \"car\", none of [")
        .hasMessageEndingWith("choose which labels are people");
    String bare = "{%s, \"annotations\": [{\"image_id\": 9, \"bbox\": [1, 2, 3, 4]}]}";
    assertThat(file(Labels.people()).read(bare.formatted(IMAGES)).get(0).points()).hasSize(1);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"category_id\": 1, \"bbox\": [1, 2, 3, 4]}|annotations[0] (line 1, column 69) has no image_id",
        "{\"image_id\": 9, \"bbox\": [1, 2, 3, 4]}|has no category_id",
        "{\"image_id\": 3}|annotations[0].image_id (line 1, column 43) is 3 but should be the id of one of images",
        "{\"image_id\": 9, \"category_id\": 4}|annotations[0].category_id",
        "{\"image_id\": 9, \"category_id\": 1}|has neither a labelled keypoint nor a bbox",
        "{\"image_id\": 9, \"category_id\": 1, \"bbox\": [1, 2, 3]}|annotations[0].bbox (line 1, column 80) is [1.0, 2.0, 3.0] but should be x, y, width and height",
        "{\"image_id\": 9, \"category_id\": 1, \"bbox\": [1, 2, -3, 4]}|but should be x, y, width and height",
        "{\"image_id\": 9, \"category_id\": 1, \"bbox\": [1, 2, 3, 1e999]}|annotations[0].bbox[3]",
        "{\"image_id\": 9, \"category_id\": 1, \"bbox\": [1, 2, 3, 4, 5]}|annotations[0].bbox[4]",
        "{\"image_id\": 9, \"category_id\": 1, \"keypoints\": [1, 2]}|are 2 numbers but should be x, y and visibility",
        "{\"image_id\": \"9\"}|annotations[0].image_id (line 1, column 43) is \"9\" but should be a whole number",
        "{\"image_id\": 9, \"image_id\": 9}|annotations[0].image_id (line 1, column 46) occurs twice"
      })
  void a_wrong_annotation_is_named(String annotation, String message) {
    assertThatThrownBy(() -> coco.read(file(annotation)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|no field images",
        "{\"images\": []}|no field annotations",
        "[]|is an array but should be an object",
        "{\"images\": [{\"id\": 1}]}|images[0] (line 1, column 21) has no field file_name",
        "{\"images\": [{\"file_name\": \"a\"}]}|has no field id",
        "{\"images\": [{\"id\": 1, \"file_name\": \"a\"}, {\"id\": 1, \"file_name\": \"b\"}]}|images[1] (line 1, column 68).id is 1 as one before",
        "{\"images\": [{\"id\": 1, \"file_name\": \"a\"}, {\"id\": 2, \"file_name\": \"a\"}]}|images[1].file_name",
        "{\"images\": [{\"id\": 1.5, \"file_name\": \"a\"}]}|images[0].id (line 1, column 20) is 1.5",
        "{\"images\": [{\"id\": 1, \"file_name\": \"a\", \"width\": -4}]}|images[0].width",
        "{\"images\": [], \"images\": []}|images (line 1, column 16) occurs twice",
        "{\"images\": [], \"annotations\": []} {}|should be the end of the file",
        "``|is missing but should be an object"
      })
  void a_wrong_file_is_named(String text, String message) {
    assertThatThrownBy(() -> coco.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
