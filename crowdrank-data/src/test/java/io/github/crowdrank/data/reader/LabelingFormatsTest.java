package io.github.crowdrank.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.annotation.Labels;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as the tools leave them. */
class LabelingFormatsTest {
  private static final HeadPoint HEAD = new HeadPoint(3, 4);

  @TempDir private Path root;

  private Path image(String name) throws IOException {
    Path file = root.resolve(name);
    Fixtures.writeImage(file, Fixtures.scene(name.length()));
    return file;
  }

  private void text(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String coco(String... images) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < images.length; i++) {
      list.append(i == 0 ? "" : ",")
          .append(
              "{\"id\":%d,\"file_name\":\"%s\",\"width\":96,\"height\":64}"
                  .formatted(i, images[i]));
    }
    return "{\"annotations\":[{\"image_id\":0,\"bbox\":[2,3,2,2]}],\"images\":[" + list + "]}";
  }

  private static List<String> ids(AnnotatedImages dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
  }

  @Test
  void coco_as_its_authors_publish_it() throws IOException {
    image("train2017/b.jpg");
    image("train2017/a.png");
    image("val2017/c.jpg");
    text("annotations/person_keypoints_train2017.json", coco("b.jpg", "a.png"));
    text("annotations/person_keypoints_val2017.json", coco("c.jpg"));
    AnnotatedImages train = DatasetFormats.named("coco").open(root, "train");
    assertThat(ids(train)).containsExactly("b", "a");
    assertThat(train.heads(0)).containsExactly(HEAD);
    assertThat(train.heads(1)).isEmpty();
    assertThat(train.name()).endsWith(" train");
    assertThat(ids(new CocoFolder().open(root, "val"))).containsExactly("c");
    assertThatThrownBy(() -> new CocoFolder().open(root, "all"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("should hold one json file but has [");
    assertThatThrownBy(() -> new CocoFolder().open(root, "test"))
        .hasMessageContaining("should hold one json file with test in its name but has none");
  }

  /** All files of the archive of annotations, of which each split has three. */
  @Test
  void coco_as_its_archive_unpacks() throws IOException {
    image("train2017/a.jpg");
    image("val2017/a.jpg");
    for (String split : List.of("train2017", "val2017")) {
      text("annotations/captions_" + split + ".json", "{\"annotations\":[],\"images\":[]}");
      text(
          "annotations/instances_" + split + ".json",
          coco("a.jpg")
              .replace("{\"image_id\"", "{\"category_id\":2,\"image_id\"")
              .replace(
                  "\"images\"",
                  "\"categories\":[{\"id\":1,\"name\":\"person\"},{\"id\":2,\"name\":\"bench\"}],\"images\""));
      text("annotations/person_keypoints_" + split + ".json", coco("a.jpg"));
    }

    assertThat(new CocoFolder().open(root, "train").heads(0)).containsExactly(HEAD);
    assertThat(new CocoFolder().open(root, "val").heads(0)).containsExactly(HEAD);
    assertThatThrownBy(() -> new CocoFolder().open(root, "all"))
        .hasMessageContaining("should hold one json file but has [")
        .hasMessageContaining("person_keypoints_train2017.json")
        .hasMessageContaining("person_keypoints_val2017.json");

    Files.delete(root.resolve("annotations/person_keypoints_val2017.json"));
    assertThatThrownBy(() -> new CocoFolder().open(root, "val"))
        .hasMessageContaining("instances_val2017.json")
        .hasMessageContaining("is \"bench\", none of [")
        .hasMessageContaining("choose which labels are people");
    CocoFolder persons = new CocoFolder().withLabels(Labels.only(List.of("person")));
    assertThat(persons.open(root, "val").heads(0)).isEmpty();
  }

  @Test
  void two_images_of_one_name_are_told_of_as_such_and_not_as_unnamed() throws IOException {
    image("test/a.jpg");
    image("test/a.png");
    text("test/_annotations.coco.json", coco("a.jpg", "a.png"));

    DatasetException refused =
        catchThrowableOfType(DatasetException.class, () -> new CocoFolder().open(root, "test"));

    assertThat(refused.problems())
        .singleElement()
        .asString()
        .contains("a.png: it has the same name as ");
  }

  @Test
  void coco_as_tools_export_it() throws IOException {
    image("test/a.jpg");
    image("test/b.jpg");
    image("test/c.jpg");
    text(
        "test/_annotations.coco.json",
        coco("a.jpg", "b.jpg").replace("\"bbox\"", "\"iscrowd\":1,\"bbox\""));
    DatasetException refused =
        catchThrowableOfType(DatasetException.class, () -> new CocoFolder().open(root, "test"));
    assertThat(refused.problems())
        .hasSize(2)
        .anyMatch(p -> p.contains("coco.json: image a: annotations[0]") && p.contains("iscrowd"))
        .anyMatch(p -> p.contains("c.jpg: ") && p.contains("does not name it"));
    AnnotatedImages kept =
        new CocoFolder()
            .open(root, "test", ReadingRules.defaults().withFaultyImages(FaultyImages.LEAVE_OUT));
    assertThat(ids(kept)).containsExactly("b");
    assertThat(kept.isTestSplit()).isTrue();
    assertThat(kept.faults()).hasSize(2);
    Path file = root.resolve("test/_annotations.coco.json");
    text("test/_annotations.coco.json", coco("a.jpg"));
    assertThat(ids(new CocoFolder().open(file, root.resolve("test"), ReadingRules.defaults())))
        .containsExactly("a");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "../outside.jpg",
        "deep/../../outside.jpg",
        "..\\\\\\\\outside.jpg",
        "/etc/passwd",
        "C:\\\\\\\\outside.jpg",
        "c:outside.jpg",
        "\\\\\\\\server\\\\share.jpg",
        "images/..",
        "a\\u0000.jpg"
      })
  void no_name_leads_outside_the_folder(String name) throws IOException {
    image("outside.jpg");
    image("set/images/a.jpg");
    text("set/points.jsonl", "{\"image\":\"%s\",\"points\":[]}".formatted(name));
    Listing listing = new JsonLinesFolder().list(root.resolve("set"), "all");
    assertThat(listing.images()).isEmpty();
    assertThat(listing.faults().get(0).toString())
        .contains("points.jsonl: it names the image \"")
        .containsAnyOf("which leads outside", "which no file can be called");
  }

  @Test
  void names_that_are_missing_or_the_same_are_faults() throws IOException {
    image("a.jpg");
    image("a.png");
    text(
        "points.jsonl",
        """
        {"image": "a.jpg", "points": [[3, 4]]}
        {"image": "a.png", "points": []}
        {"image": "b.jpg", "points": []}
        """);
    assertThat(new JsonLinesFolder().list(root, "all").faults())
        .extracting(DatasetFault::kind)
        .containsExactly(DatasetFault.Kind.SAME_NAME, DatasetFault.Kind.MISSING_IMAGE);
  }

  @Test
  void an_unsound_file_is_named_with_its_field() throws IOException {
    image("a.jpg");
    text("points.jsonl", "{\"image\": \"a.jpg\", \"points\": [[1]]}");
    assertThatThrownBy(() -> new JsonLinesFolder().open(root, "all"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("points.jsonl: points[0] (line 1, column 33) should be a point");
  }

  @Test
  void cvat_as_it_exports() throws IOException {
    image("images/deep/a.jpg");
    text(
        "annotations.xml",
        "<annotations><image name='deep/a.jpg' width='96' height='64'>"
            + "<points label='head' points='3,4'/><box label='car'/></image></annotations>");
    assertThatThrownBy(() -> new CvatFolder().open(root, "all"))
        .hasMessageContaining("annotations.xml: line 1, <box> is \"car\"");
    AnnotatedImages dataset =
        new CvatFolder().withLabels(Labels.only(List.of("head"))).open(root, "all");
    assertThat(ids(dataset)).containsExactly("deep/a");
    assertThat(dataset.heads(0)).containsExactly(HEAD);
  }

  @Test
  void labelme_and_pascal_voc_have_a_file_for_each_image() throws IOException {
    image("a.jpg");
    text(
        "a.json",
        "{\"shapes\":[{\"label\":\"head\",\"points\":[[3,4]],\"shape_type\":\"point\"}],"
            + "\"imagePath\":\"/elsewhere/b.jpg\",\"imageWidth\":96,\"imageHeight\":63}");
    assertThatThrownBy(() -> new LabelMeFolder().open(root, "all"))
        .hasMessageContaining("a.json: it says that ")
        .hasMessageContaining("has 96x63 pixels but it has 96x64");
    text("a.json", Files.readString(root.resolve("a.json")).replace("63}", "64}"));
    assertThat(new LabelMeFolder().open(root, "all").heads(0)).containsExactly(HEAD);

    image("voc/JPEGImages/a.jpg");
    text(
        "voc/Annotations/a.xml",
        "<annotation><filename>b.jpg</filename><object><name>person</name><bndbox><xmin>3</xmin>"
            + "<ymin>4</ymin><xmax>4</xmax><ymax>5</ymax></bndbox></object></annotation>");
    assertThat(new PascalVocFolder().open(root.resolve("voc"), "all").heads(0))
        .containsExactly(HEAD);
  }

  @Test
  void one_csv_file_about_all_images_may_lie_in_the_folder_of_points() throws IOException {
    image("images/a.jpg");
    image("images/b.jpg");
    text("points/all.csv", "image,x,y\nb.jpg,3,4\na.jpg,,\n");

    AnnotatedImages dataset = new PointsCsvFolder().open(root, "all");

    assertThat(ids(dataset)).containsExactly("b", "a");
    assertThat(dataset.heads(0)).containsExactly(HEAD);
  }

  @Test
  void files_of_single_images_may_lie_beside_the_folder_of_images() throws IOException {
    image("images/a.jpg");
    image("images/b.jpg");
    text("a.csv", "3,4");
    text("b.csv", "");

    assertThat(new PointsCsvFolder().open(root, "all").heads(0)).containsExactly(HEAD);

    Files.delete(root.resolve("a.csv"));
    Files.delete(root.resolve("b.csv"));
    assertThatThrownBy(() -> new PointsCsvFolder().open(root, "all"))
        .hasMessageContaining("a.jpg: it has no annotation a")
        .hasMessageContaining("b.jpg: it has no annotation b");
  }

  @Test
  void a_csv_file_about_many_images_beside_others_is_called_that() throws IOException {
    image("a.jpg");
    image("b.jpg");
    text("a.csv", "3,4");
    text("points.csv", "image,x,y\na.jpg,3,4\nb.jpg,5,6\n");
    text("notes.csv", "name,size\na,1\n");

    assertThatThrownBy(() -> new PointsCsvFolder().open(root, "all"))
        .hasMessageContaining(
            "points.csv: it belongs to no image; it names 2 images, a.jpg the first of them, and is"
                + " read where it is the only CSV file")
        .hasMessageContaining("notes.csv: it belongs to no image")
        .hasMessageContaining("b.jpg: it has no annotation b");
  }

  @Test
  void one_csv_file_may_be_about_all_images() throws IOException {
    image("images/a.jpg");
    image("images/b.jpg");
    image("images/c.jpg");
    text("points.csv", "image;x;y\nb.jpg;3;4\na.jpg;;\n");
    DatasetException refused =
        catchThrowableOfType(DatasetException.class, () -> new PointsCsvFolder().open(root, "all"));
    assertThat(refused.problems()).hasSize(1).first().asString().contains("c.jpg");
    text("points.csv", "image;x;y\nb.jpg;3;4\na.jpg;;\nimages/c.jpg;1;1");
    AnnotatedImages dataset = new PointsCsvFolder().open(root, "all");
    assertThat(ids(dataset)).containsExactly("b", "a", "images/c");
    assertThat(dataset.heads(0)).containsExactly(HEAD);
    assertThat(dataset.heads(1)).isEmpty();
    text("points.csv", "3,4");
    assertThatThrownBy(() -> new PointsCsvFolder().open(root, "all"))
        .hasMessageContaining("points.csv: it belongs to no image and names none");
  }
}
