package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.engine.EngineException;
import org.junit.jupiter.api.Test;

class ProblemTest {
  /** What is tried again in every run has to be what may pass. */
  @Test
  void a_network_that_cannot_run_is_told_from_one_without_memory() {
    assertThat(Problem.ofCounting(new EngineException("is its stride right?")))
        .isEqualTo(Problem.REFUSED);
    assertThat(Problem.ofCounting(new EngineException("no room", new OutOfMemoryError())))
        .isEqualTo(Problem.NO_MEMORY);
    assertThat(Problem.ofCounting(new OutOfMemoryError())).isEqualTo(Problem.NO_MEMORY);
    CrowdCounter.Builder poor = CrowdCounter.builder(BundledModel.COMPACT.load()).memoryBudget(1);
    assertThat(Problem.ofCounting(catchThrowable(poor::build))).isEqualTo(Problem.TOO_LARGE);
    assertThat(Problem.ofCounting(new IllegalArgumentException("too narrow")))
        .isEqualTo(Problem.REFUSED);
    assertThat(Problem.passing()).contains("NO_MEMORY", "TOO_LARGE").doesNotContain("REFUSED");
  }
}
