package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.DatasetException;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFolderTest {
  private static final List<HeadPoint> TWO =
      List.of(new HeadPoint(10.25, 20), new HeadPoint(0.1 + 0.2, 63.99));

  @TempDir Path folder;

  private void picture(String name) throws IOException {
    Fixtures.writeImage(folder.resolve(name), Fixtures.scene(1));
  }

  private static String label(PointFile file, List<HeadPoint> points) throws Exception {
    return file.write(file.read().version(), points);
  }

  @Test
  void points_are_kept_beside_their_picture_as_the_dataset_reader_wants_them() throws Exception {
    picture("9.png");
    picture("10.png");
    picture("street.JPG");
    LabelFolder labels = LabelFolder.open(folder);

    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.name(0)).isEqualTo("9.png");
    assertThat(labels.file(0).read().points()).isNull();
    label(labels.file(0), TWO);
    label(labels.file(1), List.of());
    label(labels.file(2), TWO.subList(0, 1));

    AnnotatedImages read = DatasetFormats.named("csv").open(folder, "all");
    assertThat(read.heads(0)).isEqualTo(TWO);
    assertThat(read.heads(1)).isEmpty();
    assertThat(read.heads(2)).isEqualTo(TWO.subList(0, 1));
    assertThat(LabelFolder.open(folder).file(1).read().points()).isEmpty();
  }

  /** Others may replace the file between any two reads of it. */
  @Test
  void a_version_is_never_newer_than_the_points_that_come_with_it() throws Exception {
    picture("a.png");
    PointFile file = LabelFolder.open(folder).file(0);
    Map<String, Integer> numbers = new ConcurrentHashMap<>();
    PointFile others = LabelFolder.open(folder).file(0);
    List<HeadPoint> points = new ArrayList<>();
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              try {
                String version = others.read().version();
                for (int i = 1; i <= 600; i++) {
                  points.add(new HeadPoint(i % 60, Math.floorDiv(i, 60)));
                  version = others.write(version, points);
                  numbers.put(version, i);
                }
              } catch (IOException | StaleLabelsException e) {
                throw new IllegalStateException(e);
              } finally {
                done.set(true);
              }
            });
    record Read(String version, int points) {}
    Set<Read> reads = new HashSet<>();
    writer.start();
    while (!done.get()) {
      Labels read = file.read();
      if (read.points() != null) {
        reads.add(new Read(read.version(), read.points().size()));
      }
    }
    writer.join();

    for (Read read : reads) {
      if (numbers.containsKey(read.version())) {
        assertThat(read.points()).isGreaterThanOrEqualTo(numbers.get(read.version()));
      }
    }
    assertThat(numbers).hasSize(600);
  }

  @Test
  void points_of_a_folder_images_go_to_one_called_points() throws Exception {
    picture("images/a.png");
    Files.createDirectories(folder.resolve("points"));
    Files.writeString(folder.resolve("points/a.CSV"), "x,y\n1.0,2.0\n");
    LabelFolder labels = LabelFolder.open(folder);

    assertThat(labels.file(0).read().points()).containsExactly(new HeadPoint(1, 2));
    label(labels.file(0), TWO);

    assertThat(DatasetFormats.named("csv").open(folder, "all").heads(0)).isEqualTo(TWO);
    assertThat(names("points")).containsExactly("a.CSV");
  }

  private List<String> names(String within) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(within))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_change_of_what_has_changed_since_is_refused_and_a_repeated_one_is_not() throws Exception {
    picture("a.png");
    PointFile file = LabelFolder.open(folder).file(0);
    String none = file.read().version();
    String first = file.write(none, TWO);

    assertThat(file.write(none, TWO)).isEqualTo(first);
    assertThatThrownBy(() -> file.write(none, List.of()))
        .isInstanceOf(StaleLabelsException.class)
        .hasMessageContaining("a.csv was changed by somebody else");
    assertThatThrownBy(() -> file.write(none + "x", null)).isInstanceOf(StaleLabelsException.class);
    assertThat(file.read().points()).isEqualTo(TWO);

    Files.writeString(folder.resolve("a.csv"), "1,2\n");
    assertThatThrownBy(() -> file.write(first, List.of())).isInstanceOf(StaleLabelsException.class);
    assertThat(Files.readString(folder.resolve("a.csv"))).isEqualTo("1,2\n");
  }

  @Test
  void taking_back_the_first_point_leaves_a_picture_that_nobody_labelled() throws Exception {
    picture("a.png");
    PointFile file = LabelFolder.open(folder).file(0);
    String version = label(file, TWO);

    file.write(version, null);

    assertThat(names("")).containsExactly("a.png");
    assertThat(file.read().points()).isNull();
  }

  @Test
  void what_a_foreign_file_holds_beside_points_is_kept() throws Exception {
    picture("a.png");
    String foreign = "x,y,age\n1,2,30\n3,4,50\n";
    Files.writeString(folder.resolve("a.csv"), foreign);
    PointFile file = LabelFolder.open(folder).file(0);

    label(file, TWO);
    label(file, List.of());

    assertThat(names("")).containsExactly("a.csv", "a.csv.orig", "a.png");
    assertThat(Files.readString(folder.resolve("a.csv.orig"))).isEqualTo(foreign);
    assertThat(DatasetFormats.named("csv").open(folder, "all").heads(0)).isEmpty();
  }

  /** Somebody adds a column with another program while the page is open. */
  @Test
  void a_foreign_file_that_comes_later_is_kept_as_well_and_each_once() throws Exception {
    picture("a.png");
    PointFile file = LabelFolder.open(folder).file(0);
    String first = "x,y,age\n1,2,30\n";
    String second = "x,y,age\n1,2,30\n10.25,20,50\n";
    for (String foreign : List.of(first, second, first, second)) {
      Files.writeString(folder.resolve("a.csv"), foreign);
      label(file, TWO);
    }

    assertThat(names("")).containsExactly("a.csv", "a.csv.orig", "a.csv.orig-2", "a.png");
    assertThat(folder.resolve("a.csv.orig")).hasContent(first);
    assertThat(folder.resolve("a.csv.orig-2")).hasContent(second);
    assertThat(file.read().points()).isEqualTo(TWO);
  }

  @Test
  void a_file_that_cannot_be_read_is_named_and_never_overwritten() throws Exception {
    picture("a.png");
    Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n3,none\n");
    PointFile file = LabelFolder.open(folder).file(0);

    assertThatThrownBy(file::read).hasMessageContaining("a.csv cannot be read: ");
    assertThatThrownBy(() -> file.write("none", TWO)).hasMessageContaining("a.csv cannot be read");
    assertThat(Files.readString(folder.resolve("a.csv"))).endsWith("3,none\n");

    Files.writeString(folder.resolve("a.csv"), "image,x,y\na.png,1,2\nb.png,3,4\n");
    assertThatThrownBy(file::read).hasMessageContaining("a.csv is about 2 images");
  }

  /** They would on the disks of Windows and macOS. */
  @Test
  void pictures_whose_points_would_be_in_one_file_on_some_disk_are_refused() throws Exception {
    picture("Street.jpg");
    picture("street.png");
    assertThatThrownBy(() -> LabelFolder.open(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(folder.resolve("Street.jpg").toString())
        .hasMessageContaining("street.png would have their points in the same file on a disk that")
        .hasMessageContaining("rename one of them");
  }

  @Test
  void two_files_for_the_points_of_one_picture_are_refused() throws Exception {
    picture("a.png");
    Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n");
    Files.writeString(folder.resolve("a.CSV"), "x,y\n3,4\n");
    assertThatThrownBy(() -> LabelFolder.open(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("a.CSV")
        .hasMessageContaining("would all hold the points of one picture");
  }

  @Test
  void a_file_of_another_kind_that_is_called_like_an_extension_is_no_picture() throws Exception {
    picture("a.png");
    Files.writeString(folder.resolve("png"), "a list of PNG files");
    Files.writeString(folder.resolve("csv"), "a list of tables");

    LabelFolder labels = LabelFolder.open(folder);

    assertThat(labels.size()).isEqualTo(1);
    label(labels.file(0), TWO);
    assertThat(DatasetFormats.named("csv").open(folder, "all").heads(0)).isEqualTo(TWO);
  }

  /** Their pictures would look as if nobody had labelled them, and be labelled once more. */
  @Test
  void points_of_pictures_in_one_file_about_many_are_not_passed_over() throws Exception {
    picture("a.png");
    picture("b.png");
    Files.writeString(folder.resolve("points.csv"), "image,x,y\na.png,1,2\nsub/b.png,3,4\n");
    Files.writeString(folder.resolve("other.csv"), "name,size\na.png,30\n");
    assertThatThrownBy(() -> LabelFolder.open(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("points.csv holds the points of 2 pictures that have no file")
        .hasMessageContaining("such as a.png")
        .hasMessageContaining("dataset convert --dataset csv --to csv");

    Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n");
    Files.writeString(folder.resolve("b.csv"), "x,y\n3,4\n");
    assertThat(LabelFolder.open(folder).size()).isEqualTo(2);
  }

  @Test
  void a_file_about_many_beside_the_folder_of_images_is_not_passed_over_either() throws Exception {
    picture("images/a.png");
    Files.writeString(folder.resolve("points.csv"), "image,x,y\na.png,1,2\n");

    assertThatThrownBy(() -> LabelFolder.open(folder)).hasMessageContaining("points.csv holds");

    assertThat(folder.resolve("points")).doesNotExist();
    assertThat(DatasetFormats.named("csv").open(folder, "all").heads(0))
        .containsExactly(new HeadPoint(1, 2));
  }

  @Test
  void what_convert_makes_of_a_file_about_many_can_be_labelled() throws Exception {
    picture("images/a.png");
    picture("images/b.png");
    Files.writeString(folder.resolve("points.csv"), "image,x,y\na.png,1,2\nb.png,,\n");
    PointsCsvFolder format = new PointsCsvFolder();
    Path converted = folder.resolve("converted");
    format.write(format.open(folder, "all"), converted);
    Fixtures.writeImage(converted.resolve("images/c.png"), Fixtures.scene(3));

    LabelFolder labels = LabelFolder.open(converted);

    assertThat(labels.file(0).read().points()).containsExactly(new HeadPoint(1, 2));
    assertThat(labels.file(1).read().points()).isEmpty();
    assertThat(labels.file(2).read().points()).isNull();
  }

  @Test
  void points_beside_the_folder_of_images_are_found_there() throws Exception {
    picture("images/a.png");
    picture("images/b.png");
    Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n");

    LabelFolder labels = LabelFolder.open(folder);
    assertThat(labels.file(0).read().points()).containsExactly(new HeadPoint(1, 2));
    label(labels.file(1), TWO);

    assertThat(folder.resolve("points")).doesNotExist();
    AnnotatedImages read = DatasetFormats.named("csv").open(folder, "all");
    assertThat(read.heads(0)).containsExactly(new HeadPoint(1, 2));
    assertThat(read.heads(1)).isEqualTo(TWO);
  }

  @Test
  void folders_that_cannot_be_labelled_are_refused() throws Exception {
    assertThatThrownBy(() -> LabelFolder.open(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("there are no images");
    assertThatThrownBy(() -> LabelFolder.open(folder.resolve("nowhere")))
        .hasMessageContaining("there is no such folder");

    picture("a.png");
    picture("a.jpg");
    assertThatThrownBy(() -> LabelFolder.open(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("a.png would have their points in the same file");
  }
}
