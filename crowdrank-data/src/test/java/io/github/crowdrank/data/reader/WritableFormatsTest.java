package io.github.crowdrank.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.annotation.Labels;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WritableFormatsTest {
  @TempDir private Path folder;

  static Stream<WritableFormat> formats() {
    return DatasetFormats.all().stream()
        .filter(WritableFormat.class::isInstance)
        .map(WritableFormat.class::cast);
  }

  @Test
  void all_formats_people_label_in_can_be_written() {
    assertThat(formats().map(DatasetFormat::name))
        .contains("coco", "csv", "cvat", "jsonl", "labelme", "shanghaitech", "voc");
  }

  /** Three images of different kinds, one of them empty, with points that no text rounds. */
  private AnnotatedImages source() throws IOException {
    Path source = folder.resolve("source");
    SplittableRandom random = new SplittableRandom(7);
    for (String name : List.of("IMG_2.jpg", "IMG_10.png", "a b.jpeg")) {
      Fixtures.writeImage(source.resolve(name), Fixtures.scene(name.length()));
      StringBuilder points = new StringBuilder("x,y\n");
      for (int i = name.startsWith("a") ? 40 : 0; i < 40; i++) {
        points.append(random.nextDouble(96)).append(',').append(random.nextDouble(64)).append('\n');
      }
      if (name.startsWith("IMG_2")) {
        points.append("0,0\n95.99999999999999,63.99999999999999\n1e-300,0.25\n");
      }
      Files.writeString(source.resolve(name.substring(0, name.indexOf('.')) + ".csv"), points);
    }
    return new PointsCsvFolder().open(source, "all");
  }

  private static List<String> ids(CrowdDataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
  }

  private static void assertSame(CrowdDataset read, CrowdDataset written, double precision)
      throws IOException {
    List<String> ids = ids(read);
    assertThat(ids).containsExactlyInAnyOrderElementsOf(ids(written));
    for (int i = 0; i < written.size(); i++) {
      int index = ids.indexOf(written.id(i));
      List<HeadPoint> heads = read.heads(index);
      assertThat(heads).hasSameSizeAs(written.heads(i));
      for (int k = 0; k < heads.size(); k++) {
        assertThat(heads.get(k).x()).isCloseTo(written.heads(i).get(k).x(), within(precision));
        assertThat(heads.get(k).y()).isCloseTo(written.heads(i).get(k).y(), within(precision));
      }
      assertThat(read.image(index).width()).isEqualTo(written.image(i).width());
      assertThat(read.image(index).height()).isEqualTo(written.image(i).height());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void what_is_written_is_read_back(WritableFormat format) throws IOException {
    AnnotatedImages source = source();
    Path target = folder.resolve("target");
    List<String> told = new ArrayList<>();
    format.write(source, target, (done, total) -> told.add(done + "/" + total));
    AnnotatedImages read = format.open(target, format.splits().get(0));
    assertSame(read, source, format instanceof PascalVocFolder ? 0.5 : 0);
    assertThat(read.adjustments()).isEmpty();
    assertThat(told).containsExactly("1/3", "2/3", "3/3");
    int jpeg = ids(source).indexOf("IMG_2");
    assertThat(read.file(ids(read).indexOf("IMG_2"))).hasSameBinaryContentAs(source.file(jpeg));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("source", "target");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void painted_test_images_are_read_back_as_such(WritableFormat format) throws IOException {
    CrowdDataset painted =
        new TestSplit(SyntheticCrowd.builder().size(96, 64).people(3, 9).build().dataset(3, 5));
    Path target = folder.resolve("painted");
    format.write(painted, target);
    String test =
        format.splits().stream().filter(s -> s.endsWith("test")).findFirst().orElseThrow();
    AnnotatedImages read = format.open(target, test);
    assertSame(read, painted, format instanceof PascalVocFolder ? 0.5 : 0);
    assertThat(read.isTestSplit()).isTrue();
    if (!(format instanceof ShanghaiTech)) {
      assertThat(read.image(1)).isEqualTo(painted.image(ids(painted).indexOf(read.id(1))));
    }
  }

  /** Painted scenes, set aside. */
  private record TestSplit(CrowdDataset scenes) implements CrowdDataset {
    @Override
    public String name() {
      return scenes.name();
    }

    @Override
    public boolean isTestSplit() {
      return true;
    }

    @Override
    public int size() {
      return scenes.size();
    }

    @Override
    public String id(int index) {
      return scenes.id(index);
    }

    @Override
    public List<HeadPoint> heads(int index) throws IOException {
      return scenes.heads(index);
    }

    @Override
    public RgbImage image(int index) throws IOException {
      return scenes.image(index);
    }
  }

  @Test
  void nothing_half_written_is_left() throws IOException {
    AnnotatedImages source = source();
    Path target = folder.resolve("target");
    WritableFormat format = new JsonLinesFolder();
    assertThatThrownBy(
            () ->
                format.write(
                    source,
                    target,
                    (done, total) -> {
                      if (done == 2) {
                        throw new IllegalStateException("enough");
                      }
                    }))
        .hasMessage("enough");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> format.write(source, target))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    Files.delete(source.file(2));
    assertThatThrownBy(() -> format.write(source, target)).isInstanceOf(NoSuchFileException.class);
    assertThat(folder.toFile().list()).containsExactly("source");
  }

  @Test
  void nothing_is_written_over_or_into_nowhere() throws IOException {
    AnnotatedImages source = source();
    Path there = Files.createDirectory(folder.resolve("there"));
    assertThatThrownBy(() -> new CvatFolder().write(source, there))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("there");
    assertThatThrownBy(() -> new CvatFolder().write(source, folder.resolve("no/where")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void some_of_the_images_keep_their_files_as_all_do() throws IOException {
    AnnotatedImages source = source();
    int jpeg = ids(source).indexOf("IMG_2");
    AnnotatedImages some = source.subset("some", List.of(jpeg));
    Path target = folder.resolve("target");

    new CocoFolder().write(some, target);

    assertThat(some.name()).isEqualTo("some");
    assertThat(some.isTestSplit()).isEqualTo(source.isTestSplit());
    AnnotatedImages read = new CocoFolder().open(target, "all");
    assertThat(read.file(0)).hasSameBinaryContentAs(source.file(jpeg));
    assertThat(read.heads(0)).isEqualTo(source.heads(jpeg));
    assertThat(ids(source.without(Set.of("IMG_2")))).hasSize(2).doesNotContain("IMG_2");
    assertThatThrownBy(() -> source.subset("some", List.of(0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> source.subset("some", List.of(3)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void ids_become_names_that_every_file_system_allows() throws IOException {
    AnnotatedImages source = source();
    CrowdDataset joined =
        CrowdDataset.concat(
            "both",
            List.of(source.subset("part: A", List.of(0)), source.subset("part: B", List.of(0))));
    new PointsCsvFolder().write(joined, folder.resolve("named"));
    assertThat(ids(new PointsCsvFolder().open(folder.resolve("named"), "all")))
        .containsExactly("part_ A_IMG_2", "part_ B_IMG_2");
    CrowdDataset twins =
        CrowdDataset.concat(
            "both", List.of(source.subset("a:", List.of(0)), source.subset("A?", List.of(0))));
    assertThatThrownBy(() -> new PointsCsvFolder().write(twins, folder.resolve("twins")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("the images a:/IMG_2 and A?/IMG_2 would both have a file called A__");
  }

  @Test
  void boxes_of_any_side_keep_to_the_image() throws IOException {
    AnnotatedImages source = source();
    for (int side : new int[] {1, 2, 31, 1000}) {
      Path target = folder.resolve("voc" + side);
      PascalVocFolder format = new PascalVocFolder(Labels.people(), side);
      format.write(source, target);
      assertSame(format.open(target, "all"), source, 0.5);
      assertThat(Files.readString(target.resolve("Annotations/IMG_2.xml")))
          .doesNotContain("min>0<")
          .doesNotContain("<xmax>97<")
          .doesNotContain("<ymax>65<");
    }
    assertThatThrownBy(() -> new PascalVocFolder(Labels.people(), 0))
        .hasMessage("a box is 1 to 1000 pixels wide but was 0");
  }
}
