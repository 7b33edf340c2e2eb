package io.github.crowdrank.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldersTest {
  @TempDir private Path folder;
  private Path images;
  private Path points;

  @BeforeEach
  void write_three_images() throws IOException {
    images = folder.resolve("images");
    points = Files.createDirectory(folder.resolve("points"));
    Fixtures.writeImage(images.resolve("b10.png"), Fixtures.scene(10));
    Fixtures.writeImage(images.resolve("b9.JPG"), Fixtures.scene(9));
    Fixtures.writeImage(images.resolve("a.bmp"), Fixtures.scene(1));
    Files.writeString(images.resolve("notes.txt"), "no image");
  }

  private void csv(String name, String text) throws IOException {
    Files.writeString(points.resolve(name), text);
  }

  @Test
  void images_and_points_of_the_same_name_belong_together() throws IOException {
    csv("a.csv", "x,y\n1.5,2\n\n 3 , 4e0 \r\n");
    csv("b9.csv", "");
    csv("b10.csv", "\ufeff95.9,63.9");
    AnnotatedImages dataset = PointsCsvFolder.open(images, points);
    assertThat(dataset.name()).isEqualTo("images");
    assertThat(IntStream.range(0, 3).mapToObj(dataset::id)).containsExactly("a", "b9", "b10");
    assertThat(dataset.heads(0)).containsExactly(new HeadPoint(1.5, 2), new HeadPoint(3, 4));
    assertThat(dataset.heads(1)).isEmpty();
    assertThat(dataset.heads(2)).containsExactly(new HeadPoint(95.9, 63.9));
    assertThat(dataset.image(2)).isEqualTo(Fixtures.scene(10));
  }

  @ParameterizedTest(name = "line \"{0}\"")
  @ValueSource(strings = {"1", "1,2,3", "1;2", "1,", "one,2", "NaN,1", "1e999,0", "0x1p3,1", "x,y"})
  void a_line_that_is_no_point_is_named_with_its_file_and_number(String line) throws IOException {
    csv("a.csv", "x,y\n1,2\n" + line + "\n");
    csv("b9.csv", "1,1");
    csv("b10.csv", "1,1");
    assertThatThrownBy(() -> PointsCsvFolder.open(images, points))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("a.csv: line 3 is \"" + line + "\"");
  }

  @Test
  void a_picture_that_the_decoder_would_refuse_is_a_fault() throws IOException {
    csv("a.csv", "1,1");
    csv("b9.csv", "1,1");
    csv("b10.csv", "1,1");
    Path tiff = images.resolve("b10.png");
    ImageIO.write(Fixtures.scene(10).toBufferedImage(), "tiff", tiff.toFile());
    assertThatThrownBy(() -> PointsCsvFolder.open(images, points))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(tiff + " is a TIFF image; BMP, GIF, JPEG, PNG can be read");
  }

  @Test
  void all_missing_and_surplus_files_are_named_at_once() throws IOException {
    csv("a.csv", "1,1");
    csv("b11.csv", "1,1");
    Files.write(points.resolve("b9.csv"), "\u00e4".getBytes(StandardCharsets.ISO_8859_1));
    Fixtures.writeImage(images.resolve("a.png"), Fixtures.scene(1));
    DatasetException refused =
        catchThrowableOfType(DatasetException.class, () -> PointsCsvFolder.open(images, points));
    assertThat(refused.problems())
        .hasSize(4)
        .anyMatch(problem -> problem.contains("a.png: it has the same name as"))
        .anyMatch(problem -> problem.contains("b10.png: it has no annotation b10"))
        .anyMatch(problem -> problem.contains("b9.csv: not text in UTF-8"))
        .anyMatch(problem -> problem.contains("b11.csv: it belongs to no image"));
  }

  @Test
  void a_long_list_of_problems_is_cut_in_the_message_but_not_in_the_list() {
    List<String> problems = IntStream.range(0, 50).mapToObj(i -> "file-" + i).toList();
    DatasetException exception = new DatasetException("data", problems);
    assertThat(exception.problems()).isEqualTo(problems);
    assertThat(exception)
        .hasMessageContaining("data has 50 problems")
        .hasMessageContaining("file-19")
        .hasMessageEndingWith("and 30 more");
  }

  @Test
  void a_picture_stored_sideways_has_the_size_it_shows() throws IOException {
    Path turned = images.resolve("turned.jpg");
    Fixtures.writeImage(turned, Fixtures.scene(3));
    Files.write(turned, Fixtures.withOrientation(Files.readAllBytes(turned), 6));
    for (String name : List.of("a", "b9", "b10")) {
      csv(name + ".csv", "");
    }
    csv("turned.csv", "10,90");
    AnnotatedImages dataset = PointsCsvFolder.open(images, points);
    assertThat(dataset.id(3)).isEqualTo("turned");
    assertThat(dataset.adjustments()).isEmpty();
    assertThat(dataset.image(3).height()).isEqualTo(96);
  }

  @Test
  void unlabelled_images_come_in_natural_order_with_or_without_folders_within() throws IOException {
    Fixtures.writeImage(images.resolve("b9/deep/c.png"), Fixtures.scene(4));
    Fixtures.writeImage(images.resolve(".hidden.png"), Fixtures.scene(4));
    assertThat(ids(ImageFolder.open(images))).containsExactly("a.bmp", "b9.JPG", "b10.png");
    ImageFolder all = ImageFolder.openRecursively(images);
    assertThat(ids(all)).containsExactly("a.bmp", "b9.JPG", "b9/deep/c.png", "b10.png");
    assertThat(all.image(2)).isEqualTo(Fixtures.scene(4));
    assertThat(all.file(2)).isEqualTo(images.resolve("b9/deep/c.png"));
    assertThat(all.name()).isEqualTo("images");
  }

  @Test
  void a_folder_may_be_a_symbolic_link_and_hidden_folders_within_are_passed_over()
      throws IOException {
    Fixtures.writeImage(images.resolve("deep/c.png"), Fixtures.scene(4));
    Fixtures.writeImage(images.resolve(".thumbnails/c.png"), Fixtures.scene(4));
    Files.createSymbolicLink(images.resolve("back"), images);
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), images);

    assertThat(ids(ImageFolder.open(linked))).containsExactly("a.bmp", "b9.JPG", "b10.png");
    assertThat(ids(ImageFolder.openRecursively(linked)))
        .containsExactly("a.bmp", "b9.JPG", "b10.png", "deep/c.png");
    assertThat(ImageFolder.open(linked).file(0)).isEqualTo(linked.resolve("a.bmp"));
    assertThat(ImageFolder.open(linked).image(2)).isEqualTo(Fixtures.scene(10));
  }

  @Test
  void images_and_points_of_a_dataset_may_lie_elsewhere() throws IOException {
    csv("a.csv", "1,2");
    csv("b9.csv", "");
    csv("b10.csv", "");
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.createSymbolicLink(root.resolve("images"), images);
    Files.createSymbolicLink(root.resolve("points"), points);

    assertThat(new PointsCsvFolder().open(root, "all").size()).isEqualTo(3);
  }

  @Test
  void a_file_without_extension_is_none_of_the_extension_it_is_called() throws IOException {
    Files.writeString(images.resolve("png"), "no picture");
    assertThat(ids(ImageFolder.open(images))).containsExactly("a.bmp", "b9.JPG", "b10.png");
  }

  private static Stream<String> ids(ImageFolder folder) {
    return IntStream.range(0, folder.size()).mapToObj(folder::id);
  }

  @Test
  void folders_that_are_missing_or_hold_no_image_are_named() {
    assertThatThrownBy(() -> ImageFolder.open(folder.resolve("none")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> ImageFolder.open(points)).hasMessageContaining("no images");
    assertThatThrownBy(() -> PointsCsvFolder.open(points, points))
        .hasMessageContaining("there are no images");
  }

  @Test
  void an_image_that_cannot_be_decoded_is_named() throws IOException {
    Files.writeString(images.resolve("a.bmp"), "no image");
    assertThatThrownBy(() -> ImageFolder.open(images).image(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.bmp");
  }

  @ParameterizedTest(name = "{0} before {1}")
  @CsvSource({
    "IMG_9,IMG_10",
    "IMG_9,IMG_9a",
    "a,b",
    "2,10",
    "007,7",
    "a1b2,a1b10",
    "1,a",
    "IMG_,IMG_1",
    "x99999999999999999999,x100000000000000000000"
  })
  void natural_order(String first, String second) {
    assertThat(NaturalOrder.INSTANCE.compare(first, second)).isNegative();
    assertThat(NaturalOrder.INSTANCE.compare(second, first)).isPositive();
    assertThat(NaturalOrder.INSTANCE.compare(first, first)).isZero();
  }
}
