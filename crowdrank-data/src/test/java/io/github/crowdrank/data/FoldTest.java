package io.github.crowdrank.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldTest {
  private final CrowdDataset dataset =
      SyntheticCrowd.builder().size(64, 64).people(3).headSize(6, 12).build().dataset(5, 1);

  private static List<String> ids(CrowdDataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
  }

  @Test
  void only_the_test_side_is_a_test_split() throws IOException {
    Fold fold = Fold.of(2, dataset, Set.of("scene-3", "scene-1"));
    assertThat(fold.number()).isEqualTo(2);
    assertThat(ids(fold.test())).containsExactly("scene-1", "scene-3");
    assertThat(ids(fold.train())).containsExactly("scene-0", "scene-2", "scene-4");
    assertThat(fold.test().isTestSplit()).isTrue();
    assertThat(fold.train().isTestSplit()).isFalse();
    assertThat(fold.test().name()).isEqualTo(dataset.name() + " fold 3 test");
    assertThat(fold.train().name()).isEqualTo(dataset.name() + " fold 3 train");
    assertThat(fold.test().heads(1)).isEqualTo(dataset.heads(3));
  }

  @Test
  void what_is_taken_from_the_test_side_stays_a_test_split() {
    CrowdDataset test = Fold.of(0, dataset, Set.of("scene-0", "scene-1")).test();
    assertThat(test.subset("one", List.of(0)).isTestSplit()).isTrue();
    assertThat(test.without(Set.of("scene-0")).isTestSplit()).isTrue();
  }

  @Test
  void an_image_that_is_not_there_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fold.of(0, dataset, Set.of("scene-0", "scene-7")))
        .withMessageContaining("[scene-7]");
  }
}
