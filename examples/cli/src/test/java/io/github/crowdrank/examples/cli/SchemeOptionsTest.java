package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.train.TrainingScheme;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SchemeOptionsTest {
  private static TrainingScheme scheme(String name, int steps) {
    CommandLine commandLine = new CommandLine(CommandLine.Model.CommandSpec.create());
    SchemeOptions options = CommandLine.populateCommand(new SchemeOptions(), "--scheme", name);
    return Objects.requireNonNull(options.scheme(steps, commandLine));
  }

  private static long rankingSteps(TrainingScheme scheme, int steps) {
    return IntStream.range(0, steps).filter(step -> scheme.at(step).ranking() > 0).count();
  }

  /** As in the table of the paper's schemes. */
  @ParameterizedTest
  @CsvSource({"2,1", "3,1", "8,4", "300,150", "500,250", "1200,600", "1500,600"})
  void a_short_training_alternates_in_shorter_stretches_than_the_paper_s(int steps, int ranking) {
    TrainingScheme scheme = scheme("ALTERNATING", steps);

    assertThat(rankingSteps(scheme, steps)).isEqualTo(ranking);
    assertThat(scheme.at(0).counting()).isPositive();
  }

  @Test
  void a_long_training_alternates_as_the_paper_s() {
    assertThat(scheme("ALTERNATING", 20_000)).isEqualTo(TrainingScheme.alternating());
  }

  @ParameterizedTest
  @CsvSource({"2,1", "3,1", "500,250"})
  void ranking_first_leaves_half_of_the_steps_to_labels(int steps, int ranking) {
    assertThat(rankingSteps(scheme("RANKING", steps), steps)).isEqualTo(ranking);
  }
}
