package io.github.crowdrank.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.data.reader.ShanghaiTech.Subset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShanghaiTechTest {
  @TempDir private Path root;

  private Path images() {
    return root.resolve("part_A/train_data/images");
  }

  private Path points() {
    return root.resolve("part_A/train_data/ground-truth");
  }

  private void write(int number, double[]... heads) throws IOException {
    Fixtures.writeImage(images().resolve("IMG_" + number + ".jpg"), Fixtures.scene(number));
    Fixtures.writePoints(points().resolve("GT_IMG_" + number + ".mat"), heads);
  }

  private AnnotatedImages open(ReadingRules rules) throws IOException {
    return ShanghaiTech.open(root, Part.A, Subset.TRAIN, rules);
  }

  private DatasetException refusal() {
    return catchThrowableOfType(
        DatasetException.class, () -> ShanghaiTech.open(root, Part.A, Subset.TRAIN));
  }

  @Test
  void images_come_in_the_order_of_their_numbers_with_their_heads() throws IOException {
    write(10, new double[] {1.5, 2.25}, new double[] {90, 60});
    write(9);
    write(2, new double[] {3, 4});
    AnnotatedImages dataset = ShanghaiTech.open(root, Part.A, Subset.TRAIN);
    assertThat(dataset.name()).isEqualTo("ShanghaiTech part A train");
    assertThat(IntStream.range(0, dataset.size()).mapToObj(dataset::id))
        .containsExactly("IMG_2", "IMG_9", "IMG_10");
    assertThat(dataset.heads(0)).containsExactly(new HeadPoint(3, 4));
    assertThat(dataset.heads(1)).isEmpty();
    assertThat(dataset.heads(2)).containsExactly(new HeadPoint(1.5, 2.25), new HeadPoint(90, 60));
    assertThat(dataset.image(1).width()).isEqualTo(96);
    assertThat(dataset.adjustments()).isEmpty();
  }

  @ParameterizedTest(name = "{0}/test_data/{1}")
  @CsvSource({
    "part_B,ground-truth",
    "part_B_final,ground_truth",
    "part_B,ground_truth",
    "part_B_final,ground-truth"
  })
  void folders_go_by_several_names(String part, String truth) throws IOException {
    Path folder = root.resolve(part).resolve("test_data");
    Fixtures.writeImage(folder.resolve("images/IMG_1.jpg"), Fixtures.scene(1));
    Fixtures.writePoints(folder.resolve(truth).resolve("GT_IMG_1.mat"), new double[] {1, 1});
    AnnotatedImages dataset = ShanghaiTech.open(root, Part.B, Subset.TEST);
    assertThat(dataset.name()).isEqualTo("ShanghaiTech part B test");
    assertThat(dataset.isTestSplit()).isTrue();
    assertThat(dataset.heads(0)).hasSize(1);
  }

  @Test
  void points_outside_are_clipped_dropped_or_refused_but_never_silently() throws IOException {
    write(1, new double[] {-3, 10}, new double[] {96, 64.5}, new double[] {95.9, 0});
    AnnotatedImages clipped = open(ReadingRules.defaults());
    assertThat(clipped.heads(0)).hasSize(3).allMatch(head -> head.isInside(96, 64));
    assertThat(clipped.heads(0).get(0)).isEqualTo(new HeadPoint(0, 10));
    assertThat(clipped.adjustments()).hasSize(2);
    assertThat(clipped.adjustments().get(0).used()).contains(new HeadPoint(0, 10));
    assertThat(clipped.adjustments().get(0).toString())
        .contains("GT_IMG_1.mat: point 1 at (-3.0, 10.0)")
        .endsWith("outside image IMG_1 and was moved to (0.0, 10.0)");

    AnnotatedImages dropped = open(ReadingRules.defaults().withOutsidePoints(OutsidePoints.DROP));
    assertThat(dropped.heads(0)).containsExactly(new HeadPoint(95.9, 0));
    assertThat(dropped.adjustments())
        .extracting(PointAdjustment::used)
        .containsExactly(Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> open(ReadingRules.defaults().withOutsidePoints(OutsidePoints.FAIL)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("GT_IMG_1.mat: point 2 at (96.0, 64.5) lies outside the 96x64 image");
  }

  @Test
  void matlab_coordinates_are_shifted_by_half_a_pixel_when_asked() throws IOException {
    write(1, new double[] {1, 2});
    assertThat(open(ReadingRules.defaults()).heads(0)).containsExactly(new HeadPoint(1, 2));
    assertThat(open(ReadingRules.defaults().withOrigin(CoordinateOrigin.MATLAB)).heads(0))
        .containsExactly(new HeadPoint(0.5, 1.5));
  }

  @Test
  void every_fault_is_named_at_once() throws IOException {
    write(1);
    write(2);
    write(3);
    write(4);
    Files.delete(points().resolve("GT_IMG_1.mat"));
    Files.delete(images().resolve("IMG_2.jpg"));
    Files.writeString(points().resolve("GT_IMG_3.mat"), "no MATLAB file");
    Files.writeString(images().resolve("IMG_4.jpg"), "no JPEG");
    assertThat(refusal().problems())
        .hasSize(4)
        .anyMatch(problem -> problem.contains("IMG_1.jpg: it has no annotation GT_IMG_1"))
        .anyMatch(problem -> problem.contains("GT_IMG_2.mat: it belongs to no image"))
        .anyMatch(problem -> problem.contains("GT_IMG_3.mat: not a MATLAB 5 file"))
        .anyMatch(problem -> problem.contains("IMG_4.jpg"));
    assertThat(refusal()).hasMessageContaining("ShanghaiTech part A train has 4 problems");
  }

  @Test
  void images_with_faults_are_left_out_when_asked_and_listed() throws IOException {
    write(1);
    write(2, new double[] {500, 1});
    write(3, new double[] {5, 1});
    Files.delete(points().resolve("GT_IMG_1.mat"));
    AnnotatedImages dataset =
        open(
            ReadingRules.defaults()
                .withFaultyImages(FaultyImages.LEAVE_OUT)
                .withOutsidePoints(OutsidePoints.FAIL));
    assertThat(dataset.size()).isEqualTo(1);
    assertThat(dataset.id(0)).isEqualTo("IMG_3");
    assertThat(dataset.isTestSplit()).isFalse();
    assertThat(dataset.faults())
        .extracting(DatasetFault::kind)
        .containsExactly(DatasetFault.Kind.MISSING_ANNOTATION, DatasetFault.Kind.POINT_OUTSIDE);
  }

  @Test
  void formats_and_splits_are_found_by_name() throws IOException {
    write(1, new double[] {5, 1});
    DatasetFormat format = DatasetFormats.named("shanghaitech");
    assertThat(format.open(root, "A-train").heads(0)).containsExactly(new HeadPoint(5, 1));
    assertThatThrownBy(() -> format.open(root, "C-train"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no split \"C-train\" but [A-train, A-test, B-train, B-test]");
    assertThatThrownBy(() -> DatasetFormats.named("shanghai"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shanghaitech");
    assertThat(DatasetFormats.all()).allMatch(each -> !each.description().isBlank());
  }

  @Test
  void a_cut_image_is_named_when_it_is_decoded() throws IOException {
    write(1);
    AnnotatedImages dataset = open(ReadingRules.defaults());
    byte[] whole = Files.readAllBytes(dataset.file(0));
    Files.write(dataset.file(0), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> dataset.image(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("IMG_1.jpg");
  }

  @Test
  void an_image_that_changed_its_size_since_is_refused() throws IOException {
    write(1);
    AnnotatedImages dataset = open(ReadingRules.defaults());
    Fixtures.writeImage(
        dataset.file(0), Fixtures.scene(1).resample(new Region(0, 0, 64, 64), 50, 40));
    assertThatThrownBy(() -> dataset.image(0))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("50x40 pixels now but was 96x64");
  }

  @Test
  void missing_folders_and_empty_ones_are_named() throws IOException {
    assertThat(refusal()).hasMessageContaining("holds no folder part_A or part_A_final");
    Files.createDirectories(images());
    assertThat(refusal()).hasMessageContaining("holds no folder ground-truth or ground_truth");
    Files.createDirectories(points());
    assertThat(refusal()).hasMessageContaining("there are no images");
  }

  @ParameterizedTest(name = "part {0}: {1} images, {2} heads")
  @CsvSource({"A,300,162413", "B,400,49151"})
  void the_benchmark_equals_its_points_in_text(Part part, int images, int heads)
      throws IOException {
    Path benchmark = benchmark();
    AnnotatedImages dataset = ShanghaiTech.open(benchmark, part, Subset.TRAIN);
    assertThat(dataset.size()).isEqualTo(images);
    int total = 0;
    for (int i = 0; i < images; i++) {
      assertThat(dataset.id(i)).isEqualTo("IMG_" + (i + 1));
      List<double[]> expected =
          csv(benchmark.resolve("part_" + part + "/train_data/points/" + dataset.id(i) + ".csv"));
      List<HeadPoint> found = dataset.heads(i);
      assertThat(found).hasSameSizeAs(expected);
      for (int j = 0; j < found.size(); j++) {
        // The text has four decimals.
        assertThat(found.get(j).x())
            .isBetween(expected.get(j)[0] - 6e-5, expected.get(j)[0] + 6e-5);
        assertThat(found.get(j).y())
            .isBetween(expected.get(j)[1] - 6e-5, expected.get(j)[1] + 6e-5);
      }
      total += found.size();
    }
    assertThat(total).isEqualTo(heads);
  }

  private static List<double[]> csv(Path file) throws IOException {
    List<double[]> points = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      int comma = line.indexOf(',');
      points.add(
          new double[] {
            Double.parseDouble(line.substring(0, comma)),
            Double.parseDouble(line.substring(comma + 1))
          });
    }
    return points;
  }

  private static Path benchmark() {
    String data = System.getProperty("crowdrank.data", "");
    Path folder =
        Path.of(System.getProperty("crowdrank.root", "")).resolve(data).resolve("ShanghaiTech");
    assumeTrue(
        !data.isEmpty() && Files.isDirectory(folder),
        "skipped: reading the ShanghaiTech benchmark; give its parent folder with"
            + " -Dcrowdrank.data=FOLDER");
    return folder;
  }
}
