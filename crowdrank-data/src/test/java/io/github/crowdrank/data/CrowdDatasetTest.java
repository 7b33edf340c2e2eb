package io.github.crowdrank.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdDatasetTest {
  private static final SyntheticCrowd PAINTER =
      SyntheticCrowd.builder().size(64, 64).people(3).headSize(6, 12).build();
  private static final String PAINTED =
      "painted scenes (seed %d, 64x64 pixels, 3 people, heads of 6.0 to 12.0 pixels)/scene-%d";

  private final CrowdDataset dataset = PAINTER.dataset(10, 1);

  private static List<String> ids(CrowdDataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
  }

  @Test
  void a_subset_has_the_chosen_images_in_their_order() throws IOException {
    CrowdDataset subset = dataset.subset("chosen", List.of(7, 2));
    assertThat(subset.name()).isEqualTo("chosen");
    assertThat(ids(subset)).containsExactly("scene-7", "scene-2");
    assertThat(subset.image(0)).isEqualTo(dataset.image(7));
    assertThat(subset.heads(1)).isEqualTo(dataset.heads(2));
  }

  @Test
  void a_subset_refuses_what_is_not_there_and_what_is_there_twice() {
    assertThatThrownBy(() -> dataset.subset("x", List.of(10)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.subset("x", List.of(3, 1, 3)))
        .withMessageContaining("index 3");
  }

  @Test
  void images_are_left_out_by_id() {
    CrowdDataset rest = dataset.without(Set.of("scene-0", "scene-9"));
    assertThat(rest.name()).isEqualTo(dataset.name());
    assertThat(ids(rest)).hasSize(8).doesNotContain("scene-0", "scene-9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.without(Set.of("scene-0", "IMG_0")))
        .withMessageContaining("[IMG_0]");
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_split_shares_no_image_loses_none_and_is_reproducible(long seed) {
    Split split = dataset.split(0.7, new SplittableRandom(seed));
    assertThat(split.train().size()).isEqualTo(7);
    List<String> both = new ArrayList<>(ids(split.train()));
    both.addAll(ids(split.validation()));
    assertThat(both).containsExactlyInAnyOrderElementsOf(ids(dataset));
    Split again = dataset.split(0.7, new SplittableRandom(seed));
    assertThat(ids(again.train())).isEqualTo(ids(split.train()));
  }

  @Test
  void every_image_comes_into_validation_as_often_as_the_others() {
    int[] chosen = new int[10];
    for (int seed = 0; seed < 5000; seed++) {
      for (String id : ids(dataset.split(0.7, new SplittableRandom(seed)).validation())) {
        chosen[Integer.parseInt(id.substring(6))]++;
      }
    }
    // Mean 1500, standard deviation sqrt(5000 * 0.3 * 0.7) = 32.
    assertThat(Arrays.stream(chosen).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(1370, 1630));
  }

  @Test
  void a_split_with_an_empty_side_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.split(0.99, new SplittableRandom(1)))
        .withMessageContaining("0.99 of the 10 images");
  }

  @Test
  void joined_datasets_follow_each_other_under_unique_ids() throws IOException {
    CrowdDataset empty = PAINTER.dataset(0, 2);
    CrowdDataset other = PAINTER.dataset(2, 3);
    CrowdDataset all = CrowdDataset.concat("all", List.of(dataset, empty, other));
    assertThat(all.size()).isEqualTo(12);
    assertThat(new HashSet<>(ids(all))).hasSize(12);
    assertThat(all.id(9)).isEqualTo(PAINTED.formatted(1, 9));
    assertThat(all.id(10)).isEqualTo(PAINTED.formatted(3, 0));
    assertThat(all.image(11)).isEqualTo(other.image(1));
    assertThat(all.heads(10)).isEqualTo(other.heads(0));
    assertThatThrownBy(() -> all.id(12)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void parts_of_the_same_name_cannot_be_joined() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CrowdDataset.concat("all", List.of(dataset, dataset)))
        .withMessageContaining(dataset.name());
  }

  @Test
  void a_dataset_without_its_labels_has_the_same_images_and_joins_others() throws IOException {
    UnlabeledImages all =
        UnlabeledImages.concat("all", List.of(dataset.unlabeled(), PAINTER.unlabeled(2, 3)));
    assertThat(all.size()).isEqualTo(12);
    assertThat(all.image(4)).isEqualTo(dataset.image(4));
    assertThat(all.id(11)).isEqualTo(PAINTED.formatted(3, 1));
  }

  @Test
  void names_of_folds_are_the_same_in_every_language() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(dataset.folds(2, 1).get(0).train().name()).contains("(fold 1 of 2");
    } finally {
      Locale.setDefault(before);
    }
  }
}
