package io.github.crowdrank.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.data.check.PaintedDataset.Item;
import io.github.crowdrank.data.check.SeededFaults.Seeded;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.reader.ListedImage;
import io.github.crowdrank.data.reader.Listing;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.data.reader.ShanghaiTech;
import io.github.crowdrank.density.BorderHandling;
import io.github.crowdrank.density.DensityKernel.FixedGaussian;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeededFaultsTest {
  @TempDir private Path folder;

  private final List<Seeded> seeded = new ArrayList<>();
  private final List<DatasetFault> found = new ArrayList<>();

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void forty_seeded_faults_of_all_kinds_are_reported_with_file_and_reason_and_no_others(long seed)
      throws Exception {
    shanghaiTech(new SplittableRandom(seed));
    csv(new SplittableRandom(seed + 100));
    countedFromOne(new SplittableRandom(seed + 200));

    assertThat(seeded).hasSize(40);
    assertThat(seeded).extracting(Seeded::kind).containsAll(allButWarnings());
    for (Seeded fault : seeded) {
      assertThat(found).as("%s", fault).filteredOn(fault::isReportedBy).hasSize(1);
    }
    assertThat(found).hasSize(40);
  }

  /** Warnings are those of the decoder, which has tests of its own. */
  private static Set<Kind> allButWarnings() {
    return EnumSet.complementOf(EnumSet.of(Kind.IMAGE_WARNING));
  }

  private void shanghaiTech(SplittableRandom random) throws Exception {
    Path root = folder.resolve("shanghaitech");
    List<Item> train = PaintedDataset.shanghaiTech(root, "train", 36, random);
    List<Item> test = PaintedDataset.shanghaiTech(root, "test", 8, random);
    SeededFaults faults = new SeededFaults(train, random);
    for (int i = 0; i < 2; i++) {
      faults.missingAnnotation();
      faults.missingImage();
    }
    faults.cutAnnotation();
    faults.unreadableAnnotation(new byte[0], "MATLAB");
    faults.unreadableAnnotation(SeededFaults.latin1("x,y\n1,2\n"), "MATLAB");
    faults.cutImage(0.5);
    faults.cutImage(0.95);
    faults.undecodable(new byte[0], "");
    faults.undecodable(SeededFaults.latin1("<html>Not Found</html>"), "");
    faults.pointOutside(-0.5, 30);
    faults.pointOutside(PaintedDataset.WIDTH, 30);
    faults.pointOutside(30.5, 1e6);
    for (int i = 0; i < 3; i++) {
      faults.repeatedPoint();
      faults.exchangedCoordinates();
    }
    faults.closePoint();
    // Of two in one split the later is reported.
    List<Item> six = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      six.add(faults.next());
    }
    six.sort(Comparator.comparing(train::indexOf));
    faults.copiedFile(Kind.SAME_PICTURE, six.get(0), six.get(1));
    faults.copied(
        Kind.SAME_PICTURE,
        six.get(2),
        six.get(3),
        SeededFaults.brightened(six.get(2).picture()),
        "looks like ");
    Item small = six.get(5);
    small.annotate(List.of());
    faults.copied(
        Kind.SAME_PICTURE,
        new Item(six.get(4).image(), six.get(4).annotation(), six.get(4).picture(), List.of()),
        small,
        SeededFaults.halved(six.get(4).picture()),
        "looks like ");
    faults.copiedFile(Kind.SPLIT_LEAK, faults.next(), test.get(1));
    faults.copiedWithComment(Kind.SPLIT_LEAK, faults.next(), test.get(4));
    Item bright = faults.next();
    faults.copied(
        Kind.SPLIT_LEAK,
        bright,
        test.get(7),
        SeededFaults.brightened(bright.picture()),
        "looks like ");
    ShanghaiTech format = new ShanghaiTech();
    check(
        faults,
        DatasetCheck.builder()
            .split(format.list(root, "B-train"))
            .split(format.list(root, "B-test")));
  }

  private void csv(SplittableRandom random) throws Exception {
    Path root = folder.resolve("csv");
    SeededFaults faults = new SeededFaults(PaintedDataset.csv(root, 16, random), random);
    faults.sameName();
    faults.missingAnnotation();
    faults.missingImage();
    faults.unreadableAnnotation(SeededFaults.latin1("1,2\n3;4\n"), "line 2");
    faults.unreadableAnnotation(SeededFaults.latin1("\u00e4"), "UTF-8");
    faults.cutImage(0.7);
    faults.headAtBorder();
    faults.headAtBorder();
    Listing listing = new PointsCsvFolder().list(root, "all");
    listing = declared(listing, faults, new ImageSize(PaintedDataset.WIDTH, 121), "240x121");
    listing = declared(listing, faults, new ImageSize(120, 240), "EXIF orientation");
    check(
        faults,
        DatasetCheck.builder()
            .split(listing)
            .painter(
                DensityPainter.builder()
                    .kernel(new FixedGaussian(1))
                    .border(BorderHandling.CLIPPED)
                    .build()));
  }

  /** As formats that write the size into the annotation list an image. */
  private static Listing declared(
      Listing listing, SeededFaults faults, ImageSize size, String evidence) {
    Item item = faults.next();
    faults.add(Kind.SIZE_MISMATCH, item.annotation(), evidence);
    List<ListedImage> images = new ArrayList<>();
    for (ListedImage image : listing.images()) {
      boolean chosen = image.file().equals(item.image());
      images.add(
          chosen
              ? new ListedImage(
                  image.id(),
                  image.file(),
                  image.annotationFile(),
                  new Annotation("", Optional.of(size), image.annotation().points()))
              : image);
    }
    return new Listing(listing.name(), listing.testSplit(), images, listing.faults());
  }

  private void countedFromOne(SplittableRandom random) throws Exception {
    Path root = folder.resolve("ones");
    List<Item> items = PaintedDataset.csv(root, 6, random);
    for (Item item : items) {
      item.annotate(
          item.heads().stream()
              .map(head -> new HeadPoint(Math.floor(head.x()) + 1, Math.floor(head.y()) + 1))
              .distinct()
              .toList());
    }
    SeededFaults faults = new SeededFaults(items, random);
    annotateWhole(faults.next(), 1, 50);
    for (double[] far : new double[][] {{PaintedDataset.WIDTH, 50}, {50, PaintedDataset.HEIGHT}}) {
      Item item = faults.next();
      annotateWhole(item, far[0], far[1]);
      faults.add(Kind.POINT_OUTSIDE, item.annotation(), "1 of");
    }
    faults.add(Kind.ONE_BASED_COORDINATES, root.resolve("points"), "2 of them equal");
    check(faults, DatasetCheck.builder().split(new PointsCsvFolder().list(root, "all")));
  }

  private static void annotateWhole(Item item, double x, double y) throws IOException {
    item.annotate(List.of(new HeadPoint(x, y), new HeadPoint(100, 70)));
  }

  private void check(SeededFaults faults, DatasetCheck.Builder check) throws Exception {
    seeded.addAll(faults.all());
    found.addAll(check.build().run().faults());
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void an_unharmed_dataset_has_no_faults(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path root = folder.resolve("shanghaitech");
    PaintedDataset.shanghaiTech(root, "train", 12, random);
    PaintedDataset.shanghaiTech(root, "test", 6, random);
    PaintedDataset.csv(folder.resolve("csv"), 12, random);
    ShanghaiTech format = new ShanghaiTech();

    DatasetReport report =
        DatasetCheck.builder()
            .split(format.list(root, "B-train"))
            .split(format.list(root, "B-test"))
            .split(new PointsCsvFolder().list(folder.resolve("csv"), "all"))
            .build()
            .run();

    assertThat(report.faults()).isEmpty();
    assertThat(report.together().images()).hasSize(30);
  }
}
