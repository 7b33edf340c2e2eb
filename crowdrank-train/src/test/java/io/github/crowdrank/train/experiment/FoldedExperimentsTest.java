package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.Fold;
import io.github.crowdrank.data.reader.UcfCc50;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validation on the folds of UCF_CC_50. */
class FoldedExperimentsTest {
  @TempDir static Path benchmark;
  @TempDir Path out;

  @BeforeAll
  static void write() throws IOException {
    SyntheticBenchmarks.writeUcfCc50(benchmark);
  }

  private static List<Fold> folds() throws IOException {
    return UcfCc50.folds(UcfCc50.open(benchmark));
  }

  @Test
  void a_photograph_that_several_folds_hold_out_is_one_image() throws IOException {
    Experiment experiment =
        PaperExperiments.ucfCc50(
            TinyExperiment.setup().steps(1).build(), folds(), TinyExperiment.pools());

    ExperimentResult result =
        new ExperimentRunner(out, new ExperimentListener() {}).run(experiment);

    for (String row : experiment.rows()) {
      List<String> judged =
          result.cell(row, "").stream()
              .flatMap(run -> run.images().stream().map(ImageCount::id))
              .toList();
      assertThat(judged).hasSize(40);
      assertThat(result.score(row, "").orElseThrow().images())
          .isEqualTo(Set.copyOf(judged).size())
          .isLessThan(40);
    }
    assertThat(result.compare(experiment.comparisons().get(0), "").orElseThrow().images())
        .isEqualTo(result.score(experiment.rows().get(0), "").orElseThrow().images());
  }

  @Test
  void a_fold_is_called_the_same_everywhere() throws IOException {
    ExperimentSetup setup = TinyExperiment.setup().evaluateOn(EvaluateOn.TEST).build();

    assertThat(PaperExperiments.ucfCc50(setup, folds(), TinyExperiment.pools()).runs())
        .hasSize(10)
        .allSatisfy(run -> assertThat(run.evaluated().name()).contains(run.fold() + " "))
        .allSatisfy(run -> assertThat(run.labeled().name()).contains(run.fold() + " "));
  }

  @Test
  void folds_learn_from_their_own_query_by_example_images_only() throws IOException {
    List<String> asked = new ArrayList<>();
    UnlabeledPool byExample =
        side -> {
          asked.add(side);
          return TinyExperiment.PAINTER.unlabeled(2, 1);
        };

    Experiment experiment =
        PaperExperiments.ucfCc50(
            TinyExperiment.setup().build(), folds(), new UnlabeledPools(null, byExample));

    assertThat(asked).containsExactly("fold 1", "fold 2", "fold 3", "fold 4", "fold 5");
    assertThat(experiment.runs()).extracting(Run::fold).isEqualTo(asked);
  }
}
