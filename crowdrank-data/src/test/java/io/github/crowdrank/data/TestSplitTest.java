package io.github.crowdrank.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.reader.ShanghaiTech;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is made of a test split stays one. */
class TestSplitTest {
  @TempDir private Path root;

  private CrowdDataset open(String folder, ShanghaiTech.Subset subset) throws Exception {
    for (int i = 1; i <= 3; i++) {
      Path division = root.resolve("part_A").resolve(folder);
      Fixtures.writeImage(division.resolve("images/IMG_" + i + ".jpg"), Fixtures.scene(i));
      Fixtures.writePoints(
          division.resolve("ground-truth/GT_IMG_" + i + ".mat"), new double[] {i, i});
    }
    return ShanghaiTech.open(root, ShanghaiTech.Part.A, subset);
  }

  @Test
  void parts_joins_and_copies_of_a_test_split_are_test_splits() throws Exception {
    CrowdDataset test = open("test_data", ShanghaiTech.Subset.TEST);
    CrowdDataset train = open("train_data", ShanghaiTech.Subset.TRAIN);
    assertThat(test.isTestSplit()).isTrue();
    assertThat(test.subset("some", List.of(1)).isTestSplit()).isTrue();
    assertThat(test.without(Set.of("IMG_1")).isTestSplit()).isTrue();
    assertThat(test.split(0.5, new SplittableRandom(1)).validation().isTestSplit()).isTrue();
    assertThat(ImageCache.ofBytes(1 << 20).cached(test).isTestSplit()).isTrue();
    assertThat(CrowdDataset.concat("both", List.of(train, test)).isTestSplit()).isTrue();

    assertThat(train.isTestSplit()).isFalse();
    assertThat(train.subset("some", List.of(1)).isTestSplit()).isFalse();
    assertThat(ImageCache.ofBytes(1 << 20).cached(train).isTestSplit()).isFalse();
    assertThat(CrowdDataset.concat("one", List.of(train)).isTestSplit()).isFalse();
  }
}
