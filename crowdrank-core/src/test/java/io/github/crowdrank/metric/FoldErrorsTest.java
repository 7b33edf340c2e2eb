package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldErrorsTest {
  @Test
  void pooled_errors_and_means_of_folds_differ_where_they_should() {
    // Errors 3 and 4 in one fold, 0 in the other.
    FoldErrors errors =
        FoldErrors.of(
            List.of(
                List.of(new CountPair(10, 13), new CountPair(10, 6)),
                List.of(new CountPair(10, 10))));

    assertThat(errors.folds()).extracting(CountingErrors::mae).containsExactly(3.5, 0.0);
    assertThat(errors.pooled().mae()).isCloseTo(7 / 3.0, within(1e-12));
    assertThat(errors.meanMae()).isCloseTo(1.75, within(1e-12));
    assertThat(errors.pooled().mse()).isCloseTo(Math.sqrt(25 / 3.0), within(1e-12));
    assertThat(errors.meanMse()).isCloseTo(Math.sqrt(12.5) / 2, within(1e-12));
  }

  /** The folds of the paper's Table 2 average to 279.75, where it prints 279.60. */
  @Test
  void the_mean_of_the_papers_folds_is_not_what_it_prints() {
    List<List<CountPair>> folds =
        List.of(443.68, 340.31, 196.76, 218.48, 199.54).stream()
            .map(mae -> List.of(new CountPair(1000, 1000 + mae), new CountPair(1000, 1000 - mae)))
            .toList();

    assertThat(FoldErrors.of(folds).meanMae()).isCloseTo(279.754, within(1e-9));
    assertThat(FoldErrors.of(folds).meanMse()).isCloseTo(279.754, within(1e-9));
    assertThat(FoldErrors.of(folds).pooled().mse()).isGreaterThan(295);
  }

  @Test
  void empty_folds_are_refused() {
    assertThatThrownBy(() -> FoldErrors.of(List.of(List.of(new CountPair(1, 1)), List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fold 2 has no images");
    assertThatThrownBy(() -> FoldErrors.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
