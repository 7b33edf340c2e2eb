package io.github.crowdrank.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.check.PaintedDataset.Item;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.reader.DatasetFault.Severity;
import io.github.crowdrank.data.reader.ListedImage;
import io.github.crowdrank.data.reader.Listing;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.data.reader.ShanghaiTech;
import io.github.crowdrank.density.BorderHandling;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetCheckTest {
  @TempDir private Path folder;

  private Listing painted(int images) throws IOException {
    PaintedDataset.csv(folder, images, new SplittableRandom(7));
    return new PointsCsvFolder().list(folder, "all");
  }

  /** A listing of one painted image for each list of points, x and y in turn. */
  private Listing listing(double[]... points) throws IOException {
    List<ListedImage> images = new ArrayList<>();
    List<ListedImage> listed = painted(points.length).images();
    for (int i = 0; i < points.length; i++) {
      List<HeadPoint> heads = new ArrayList<>();
      for (int at = 0; at < points[i].length; at += 2) {
        heads.add(new HeadPoint(points[i][at], points[i][at + 1]));
      }
      ListedImage image = listed.get(i);
      images.add(
          new ListedImage(image.id(), image.file(), image.annotationFile(), Annotation.of(heads)));
    }
    return new Listing("points", false, images, List.of());
  }

  private static DatasetReport check(Listing listing) throws InterruptedException {
    return DatasetCheck.builder().split(listing).build().run();
  }

  @Test
  void reports_are_the_same_whatever_the_number_of_threads() throws Exception {
    List<Item> items = PaintedDataset.csv(folder, 12, new SplittableRandom(3));
    items.get(2).annotateAlso(-1, 5);
    items.get(9).annotateAlso(5, 500);
    Fixtures.writeImage(items.get(7).image(), items.get(4).picture());
    Listing listing = new PointsCsvFolder().list(folder, "all");

    List<DatasetReport> reports = new ArrayList<>();
    for (int threads : new int[] {1, 2, 7}) {
      List<String> told = new ArrayList<>();
      reports.add(
          DatasetCheck.builder()
              .split(listing)
              .threads(threads)
              .progress((done, total) -> told.add(done + "/" + total))
              .build()
              .run());
      assertThat(told)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 12).mapToObj(done -> done + "/12").toList());
    }

    assertThat(reports.get(0).faults())
        .extracting(DatasetFault::kind)
        .containsExactly(Kind.POINT_OUTSIDE, Kind.POINT_OUTSIDE, Kind.SAME_PICTURE);
    assertThat(reports).allMatch(reports.get(0)::equals);
    assertThat(reports.get(0).markdown(5)).isEqualTo(reports.get(2).markdown(5));
  }

  @Test
  void numbers_are_those_of_the_annotations_and_pictures() throws Exception {
    Listing listing =
        listing(new double[] {1.5, 2, 30, 40, 100.25, 7}, new double[] {}, new double[] {9, 8});
    byte[] grey = new byte[3 * 64 * 80];
    Fixtures.writeImage(listing.images().get(1).file(), RgbImage.of(64, 80, grey));

    CheckedSplit split = check(listing).splits().get(0);

    assertThat(split.name()).isEqualTo("points");
    assertThat(split.heads().getSum()).isEqualTo(4);
    assertThat(split.heads().getMax()).isEqualTo(3);
    assertThat(split.heads().getMin()).isZero();
    assertThat(split.greyImages()).isEqualTo(1);
    assertThat(split.sizes()).hasToString("{64x80=1, 240x120=2}");
    assertThat(split.images().get(1).file()).isEqualTo(listing.images().get(1).file());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(BorderHandling.class)
  void only_a_border_that_loses_heads_is_a_fault(BorderHandling border) throws Exception {
    DatasetReport report =
        DatasetCheck.builder()
            .split(listing(new double[] {0, 0, 239.9, 60, 120, 119.9, 50.5, 50.5}))
            .painter(DensityPainter.builder().border(border).build())
            .build()
            .run();

    assertThat(report.faults()).hasSize(border == BorderHandling.CLIPPED ? 1 : 0);
    assertThat(report.byKind().keySet()).isSubsetOf(Kind.MAP_SUM);
  }

  @ParameterizedTest(name = "({0}, {1}) and ({2}, {3})")
  @CsvSource({
    "1, 1, 239, 119", // nothing at the far edge
    "0, 1, 240, 50", // counted from 0
    "1, 1, 239.5, 120", // fractions
    "2, 5, 240, 50", // nothing at the near edge
    "1, 1, 241, 120" // further out than counting from 1 explains
  })
  void what_may_be_counted_from_zero_is_not_suspected(double x1, double y1, double x2, double y2)
      throws Exception {
    DatasetReport report = check(listing(new double[] {x1, y1, x2, y2}, new double[] {30, 40}));
    assertThat(report.byKind()).doesNotContainKey(Kind.ONE_BASED_COORDINATES);
  }

  @Test
  void a_split_whose_telling_images_are_all_exchanged_is_exchanged_as_a_whole() throws Exception {
    double[] exchanged = {10, 130, 20, 150, 30, 200, 40, 220};
    double[] silent = {10, 20, 30, 40};
    double[] asAnnotated = {200, 20, 30, 40};

    DatasetReport all = check(listing(exchanged, exchanged, exchanged, silent, silent));
    assertThat(all.byKind().get(Kind.SWAPPED_COORDINATES))
        .hasSize(4)
        .first()
        .satisfies(fault -> assertThat(fault.file()).isEqualTo(folder.resolve("points")))
        .satisfies(fault -> assertThat(fault.reason()).contains("3 images", "other 2"));

    DatasetReport some = check(listing(exchanged, exchanged, exchanged, silent, asAnnotated));
    assertThat(some.byKind().get(Kind.SWAPPED_COORDINATES)).hasSize(3);
  }

  @Test
  void a_few_points_outside_are_not_taken_for_exchanged_ones() throws Exception {
    DatasetReport report = check(listing(new double[] {10, 121, 20, 122, 30, 40, 50, 60}));
    assertThat(report.faults()).extracting(DatasetFault::kind).containsExactly(Kind.POINT_OUTSIDE);
    assertThat(report.faults().get(0).reason())
        .isEqualTo(
            "2 of 4 points of image 1 lie outside its 240x120 pixels:"
                + " point 1 at (10.0, 121.0); point 2 at (20.0, 122.0)");
  }

  @Test
  void a_long_list_of_points_is_cut_and_its_length_told() throws Exception {
    double[] same = new double[40];
    Arrays.fill(same, 33.5);
    DatasetReport report = check(listing(same));
    assertThat(report.faults().get(0).reason())
        .startsWith(
            "19 of 20 points of image 1 repeat another: point 2 at (33.5, 33.5) as point 1;")
        .endsWith("; and 14 more");
  }

  @Test
  void reasons_are_the_same_in_every_locale() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      DatasetReport report = check(listing(new double[] {10, 20, 10.3, 20.4}));
      assertThat(report.faults().get(0).reason()).endsWith("(10.3, 20.4), 0.50 from point 1");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void digits_of_reasons_are_the_same_in_every_language() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      DatasetReport report = check(listing(new double[] {10, 20, 10.3, 20.4}));
      assertThat(report.faults().get(0).reason())
          .startsWith(
              "1 of 2 points of image 1 lie within 1.0 pixels of another: point 2 at (10.3");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void what_a_lenient_decoder_warns_of_is_a_note() throws Exception {
    Item item = PaintedDataset.shanghaiTech(folder, "train", 1, new SplittableRandom(1)).get(0);
    byte[] jpeg = Files.readAllBytes(item.image());
    Files.write(item.image(), Arrays.copyOf(jpeg, jpeg.length * 2 / 3));

    DatasetReport report =
        DatasetCheck.builder()
            .split(new ShanghaiTech().list(folder, "B-train"))
            .decoder(ImageDecoder.builder().lenient(true).build())
            .build()
            .run();

    assertThat(report.faults())
        .isNotEmpty()
        .allMatch(fault -> fault.kind() == Kind.IMAGE_WARNING)
        .allMatch(fault -> fault.file().equals(item.image()));
    assertThat(report.count(Severity.ERROR)).isZero();
  }

  @Test
  void every_copy_of_a_picture_is_one_fault_of_its_split_and_one_of_others() throws Exception {
    double[] points = {10, 20};
    Listing listing = listing(points, points, points, points, points);
    RgbImage picture = Fixtures.scene(5);
    for (ListedImage image : listing.images()) {
      Fixtures.writeImage(image.file(), picture);
    }
    Listing train = new Listing("train", false, listing.images().subList(0, 3), List.of());
    Listing test = new Listing("test", true, listing.images().subList(3, 5), List.of());

    DatasetReport report = DatasetCheck.builder().split(train).split(test).build().run();

    assertThat(report.faults())
        .extracting(fault -> fault.kind() + " " + fault.file().getFileName())
        .containsExactly(
            "SAME_PICTURE 2.png",
            "SAME_PICTURE 3.png",
            "SPLIT_LEAK 4.png",
            "SAME_PICTURE 5.png",
            "SPLIT_LEAK 5.png");
    assertThat(report.faults().get(2).reason())
        .startsWith("is byte for byte " + listing.images().get(0).file() + " in train")
        .endsWith("; and like 2 others");
    assertThat(report.count(Severity.ERROR)).isEqualTo(2);
  }

  @Test
  void no_images_give_an_empty_report() throws Exception {
    DatasetReport report = check(new Listing("nothing", false, List.of(), List.of()));
    assertThat(report.faults()).isEmpty();
    assertThat(report.markdown(1)).contains("| nothing | 0 | 0 |");
  }

  @Test
  void an_interrupt_ends_the_check() throws Exception {
    DatasetCheck check =
        DatasetCheck.builder()
            .split(painted(3))
            .threads(1)
            .progress((done, total) -> waitForever())
            .build();
    Thread.currentThread().interrupt();
    assertThatThrownBy(check::run).isInstanceOf(InterruptedException.class);
  }

  private static void waitForever() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void choices_out_of_range_are_refused() throws Exception {
    DatasetCheck.Builder builder = DatasetCheck.builder();
    assertThatThrownBy(builder::build).hasMessageContaining("a split");
    builder.split(painted(1));
    assertThatThrownBy(() -> builder.threads(0).build()).hasMessageContaining("threads");
    builder.threads(1);
    assertThatThrownBy(() -> builder.closeDistance(-1).build()).hasMessageContaining("-1.0");
    builder.closeDistance(0);
    assertThatThrownBy(() -> builder.sumTolerance(Double.NaN).build()).hasMessageContaining("NaN");
    builder.sumTolerance(0.1);
    assertThatThrownBy(() -> builder.pictureDistance(65).build()).hasMessageContaining("65");
  }
}
