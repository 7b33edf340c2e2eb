package io.github.crowdrank.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.Fold;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import us.hebi.matlab.mat.format.Mat5;

class UcfTest {
  @TempDir private Path root;

  private static Stream<String> numbers() {
    return IntStream.rangeClosed(1, 50).mapToObj(Integer::toString);
  }

  private void writeCc50(Path folder) throws IOException {
    Path image = root.resolve("picture.jpeg");
    Fixtures.writeImage(image, Fixtures.scene(1));
    Fixtures.copyImage(image, folder, numbers().map(number -> number + ".jpg"));
    for (int number = 1; number <= 50; number++) {
      Fixtures.writeAnnPoints(folder.resolve(number + "_ann.mat"), new double[] {number, 2.5});
    }
  }

  private static List<String> ids(CrowdDataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
  }

  @Test
  void the_published_folds_are_disjoint_and_cover_all_images() {
    assertThat(UcfCc50.folds()).hasSize(5).allMatch(fold -> fold.size() == 10);
    assertThat(UcfCc50.folds().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(numbers().toList());
  }

  @ParameterizedTest(name = "below the root: \"{0}\"")
  @ValueSource(strings = {"", "UCF_CC_50"})
  void cc_50_is_read_and_divided(String folder) throws IOException {
    writeCc50(root.resolve(folder));
    AnnotatedImages dataset = UcfCc50.open(root);
    assertThat(ids(dataset)).containsExactlyElementsOf(numbers().toList());
    assertThat(dataset.name()).isEqualTo("UCF_CC_50");
    assertThat(dataset.isTestSplit()).isFalse();
    assertThat(dataset.heads(9)).containsExactly(new HeadPoint(10, 2.5));

    List<Fold> folds = UcfCc50.folds(dataset);
    assertThat(folds).extracting(Fold::number).containsExactly(0, 1, 2, 3, 4);
    for (Fold fold : folds) {
      assertThat(ids(fold.test()))
          .containsExactlyInAnyOrderElementsOf(UcfCc50.folds().get(fold.number()));
      Set<String> all = new HashSet<>(ids(fold.train()));
      assertThat(all).hasSize(40).doesNotContainAnyElementsOf(ids(fold.test()));
      assertThat(fold.test().isTestSplit()).isTrue();
      assertThat(fold.train().isTestSplit()).isFalse();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UcfCc50.folds(dataset.without(Set.of("48"))))
        .withMessageContaining("[48]");
  }

  @Test
  void faults_of_cc_50_are_named() throws IOException {
    writeCc50(root);
    Files.delete(root.resolve("7_ann.mat"));
    Files.delete(root.resolve("8.jpg"));
    Files.write(
        root.resolve("9_ann.mat"),
        "MATLAB 7.3 MAT-file, Platform: GLNXA64".getBytes(StandardCharsets.US_ASCII));
    Fixtures.writeMat(root.resolve("10_ann.mat"), "points", Mat5.newScalar(1));
    Listing listing = new UcfCc50().list(root, "all");
    assertThat(listing.images()).hasSize(46);
    assertThat(listing.faults())
        .extracting(DatasetFault::kind)
        .containsExactly(
            Kind.MISSING_ANNOTATION,
            Kind.UNREADABLE_ANNOTATION,
            Kind.UNREADABLE_ANNOTATION,
            Kind.MISSING_IMAGE);
    assertThat(listing.faults().toString())
        .contains("7.jpg: it has no annotation 7_ann")
        .contains("8_ann.mat: it belongs to no image")
        .contains("9_ann.mat: a MATLAB 7.3 file; save it with -v7 to read it")
        .contains("10_ann.mat: it has no matrix annPoints");
    assertThatThrownBy(() -> UcfCc50.open(root.resolve("nowhere")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("there is no such folder");
  }

  @ParameterizedTest(name = "below the root: \"{0}\"")
  @ValueSource(strings = {"", "UCF-QNRF_ECCV18"})
  void qnrf_is_read(String folder) throws IOException {
    DatasetFormat format = DatasetFormats.named("ucf-qnrf");
    Path train = root.resolve(folder).resolve("Train");
    Fixtures.writeImage(train.resolve("img_0001.jpg"), Fixtures.scene(1));
    Fixtures.writeAnnPoints(
        train.resolve("img_0001_ann.mat"), new double[] {1, 2}, new double[] {3, 4});
    assertThatThrownBy(() -> format.open(root, "test"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("UCF-QNRF test")
        .hasMessageContaining("holds no folder Test");
    Path test = root.resolve(folder).resolve("Test");
    Fixtures.writeImage(test.resolve("img_0001.jpg"), Fixtures.scene(2));
    Fixtures.writeAnnPoints(test.resolve("img_0001_ann.mat"));

    AnnotatedImages trained = format.open(root, "train");
    assertThat(ids(trained)).containsExactly("img_0001");
    assertThat(trained.heads(0)).containsExactly(new HeadPoint(1, 2), new HeadPoint(3, 4));
    assertThat(trained.isTestSplit()).isFalse();
    AnnotatedImages tested = format.open(root, "test");
    assertThat(tested.heads(0)).isEmpty();
    assertThat(tested.isTestSplit()).isTrue();
    assertThat(tested.name()).isEqualTo("UCF-QNRF test");
  }
}
