package io.github.crowdrank.train.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.ImageDescriptors;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.train.evaluation.Counters;
import io.github.crowdrank.train.trust.Squares.Picture;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelSuggestionsTest {
  private static final RankingTrial TRIAL =
      new RankingTrial(RankedPatchSampler.builder().patches(3).size(48).build(), 2, 1);

  private static final Picture FINE = new Picture(Color.RED, Color.BLACK);
  private static final Picture UNCERTAIN = new Picture(Color.BLACK, Color.RED);
  private static final Picture UNCERTAIN_IN_BLUE =
      new Picture(new Color(40, 0, 255), Color.MAGENTA);

  private CrowdCounter counter;
  private ImageDescriptors descriptors;

  @BeforeEach
  void open() {
    counter = Counters.brightness();
    descriptors = ImageDescriptors.load();
  }

  @AfterEach
  void close() {
    counter.close();
    descriptors.close();
  }

  private LabelSuggestions.Builder builder() {
    return LabelSuggestions.builder(counter, descriptors).trial(TRIAL);
  }

  @Test
  void uncertain_pictures_come_first_and_not_twice_the_same() throws IOException {
    Squares pool = new Squares(List.of(FINE, UNCERTAIN, FINE, UNCERTAIN, UNCERTAIN_IN_BLUE, FINE));

    List<Suggestion> two = builder().candidates(1).build().choose(pool, 2).pictures();

    // The three are equally uncertain in rate, but the two in black more so in size.
    assertThat(two).extracting(Suggestion::index).containsExactly(1, 3);
    assertThat(two.get(0).distance()).isInfinite();
    assertThat(two.get(1).distance()).isCloseTo(0, within(1e-6));
    List<Suggestion> apart = builder().candidates(2).build().choose(pool, 2).pictures();
    assertThat(apart).extracting(Suggestion::index).startsWith(1).doesNotContain(3);
    assertThat(apart.get(1).distance()).isGreaterThan(1e-3);
    assertThat(builder().build().choose(pool, 99).pictures()).hasSize(6);
  }

  @Test
  void what_looks_like_a_labelled_picture_comes_last() throws IOException {
    Squares pool = new Squares(List.of(UNCERTAIN, UNCERTAIN_IN_BLUE));
    List<Integer> told = new ArrayList<>();

    List<Suggestion> chosen =
        builder()
            .labeled(new Squares(List.of(UNCERTAIN)))
            .progress((done, total) -> told.add(10 * total + done))
            .build()
            .choose(pool, 2)
            .pictures();

    assertThat(chosen).extracting(Suggestion::id).containsExactly("square 1", "square 0");
    assertThat(chosen.get(1).distance()).isCloseTo(0, within(1e-6));
    assertThat(told).containsExactly(31, 32, 33);
  }

  @Test
  void pictures_that_cannot_be_read_are_listed() throws IOException {
    CrowdDataset broken =
        BrokenSecond.of(SyntheticCrowd.builder().size(96, 80).people(1, 9).build().dataset(3, 1));

    Suggestions suggestions = builder().build().choose(broken.unlabeled(), 3);

    assertThat(suggestions.pictures())
        .extracting(Suggestion::index)
        .containsExactlyInAnyOrder(0, 2);
    assertThat(suggestions.failures())
        .singleElement()
        .satisfies(it -> assertThat(it.problem()).hasMessage("cut short"));
  }

  @Test
  void a_labelled_picture_that_cannot_be_read_is_told_before_the_pool_is_looked_at() {
    CrowdDataset broken =
        BrokenSecond.of(SyntheticCrowd.builder().size(96, 80).people(1, 9).build().dataset(3, 1));
    List<Integer> told = new ArrayList<>();
    LabelSuggestions suggestions =
        builder().labeled(broken.unlabeled()).progress((done, total) -> told.add(done)).build();

    assertThatThrownBy(() -> suggestions.choose(new Squares(List.of(FINE, UNCERTAIN)), 1))
        .isInstanceOf(IOException.class)
        .hasMessage("cut short");
    assertThat(told).containsExactly(1);
  }

  @Test
  void nothing_is_not_suggested() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build().choose(new Squares(List.of(FINE)), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().candidates(0).build());
  }
}
