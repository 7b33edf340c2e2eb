package io.github.crowdrank.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartiallyLabeledTest {
  private static final SyntheticCrowd PAINTER =
      SyntheticCrowd.builder().size(64, 64).people(3).headSize(6, 12).build();

  private final CrowdDataset dataset = PAINTER.dataset(100, 1);

  private static List<String> ids(CrowdDataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
  }

  private static List<String> ids(UnlabeledImages images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).toList();
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, -7})
  void of_one_seed_a_smaller_share_is_part_of_every_larger_one(long seed) {
    List<String> before = List.of();
    for (double share : new double[] {0.05, 0.1, 0.4, 1}) {
      PartiallyLabeled part = dataset.keepLabels(share, seed);
      assertThat(ids(part.labeled())).hasSize((int) Math.round(100 * share)).containsAll(before);
      before = ids(part.labeled());
      List<String> both = new ArrayList<>(before);
      both.addAll(ids(part.unlabeled()));
      assertThat(both).containsExactlyInAnyOrderElementsOf(ids(dataset));
      assertThat(ids(dataset.keepLabels(share, seed).labeled())).isEqualTo(before);
    }
  }

  @Test
  void other_seeds_keep_others_and_every_image_is_kept_as_often() {
    int[] kept = new int[100];
    for (int seed = 0; seed < 2000; seed++) {
      for (String id : ids(dataset.keepLabels(0.1, seed).labeled())) {
        kept[Integer.parseInt(id.substring(6))]++;
      }
    }
    // Mean 200, standard deviation sqrt(2000 * 0.1 * 0.9) = 13.4.
    assertThat(Arrays.stream(kept).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(140, 260));
  }

  @ParameterizedTest(name = "{0} of {1} images")
  @CsvSource({"0.05,10,1", "0.001,100,1", "0.25,10,3", "0.05,300,15", "0.1,482,48", "1,7,7"})
  void shares_are_rounded_to_the_nearest_and_at_least_one(double share, int images, int expected) {
    assertThat(PAINTER.dataset(images, 2).keepLabels(share, 1).labeled().size())
        .isEqualTo(expected);
  }

  @Test
  void sides_keep_the_order_of_the_dataset_and_the_images() throws IOException {
    PartiallyLabeled part = dataset.keepLabels(Set.of("scene-70", "scene-3"));
    assertThat(ids(part.labeled())).containsExactly("scene-3", "scene-70");
    assertThat(part.labeled().heads(1)).isEqualTo(dataset.heads(70));
    assertThat(part.unlabeled().size()).isEqualTo(98);
    assertThat(part.unlabeled().image(3)).isEqualTo(dataset.image(4));
    assertThat(part.labeled().name()).isEqualTo(dataset.name() + " (labelled)");
  }

  @Test
  void what_cannot_be_kept_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.keepLabels(1.01, 1))
        .withMessageContaining("1.01");
    assertThatIllegalArgumentException().isThrownBy(() -> dataset.keepLabels(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> dataset.keepLabels(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> dataset.keepLabels(Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.keepLabels(Set.of("scene-1", "IMG_1")))
        .withMessageContaining("[IMG_1]")
        .withMessageContaining("scene-0");
    assertThatIllegalArgumentException().isThrownBy(() -> PAINTER.dataset(0, 1).keepLabels(0.5, 1));
  }

  @ParameterizedTest(name = "{0} folds of {1} images")
  @CsvSource({"2,2", "5,100", "5,13", "100,100"})
  void each_image_is_in_the_validation_side_of_one_fold(int folds, int images) {
    CrowdDataset some = PAINTER.dataset(images, 3);
    List<Split> splits = some.folds(folds, 9);
    assertThat(splits).hasSize(folds);
    List<String> validated = new ArrayList<>();
    for (Split split : splits) {
      validated.addAll(ids(split.validation()));
      List<String> both = new ArrayList<>(ids(split.train()));
      both.addAll(ids(split.validation()));
      assertThat(both).containsExactlyInAnyOrderElementsOf(ids(some));
      assertThat(split.validation().size()).isBetween(images / folds, (images - 1) / folds + 1);
    }
    assertThat(validated).containsExactlyInAnyOrderElementsOf(ids(some));
    assertThat(ids(some.folds(folds, 9).get(1).validation()))
        .isEqualTo(ids(splits.get(1).validation()));
  }

  @Test
  void folds_are_shuffled_by_the_seed_and_named() {
    List<Split> splits = dataset.folds(5, 1);
    assertThat(splits.get(1).train().name()).isEqualTo(dataset.name() + " (fold 2 of 5, train)");
    assertThat(ids(splits.get(0).validation()))
        .isNotEqualTo(ids(dataset.folds(5, 2).get(0).validation()))
        .isNotEqualTo(ids(dataset).subList(0, 20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.folds(101, 1))
        .withMessageContaining("101");
    assertThatIllegalArgumentException().isThrownBy(() -> dataset.folds(1, 1));
  }
}
