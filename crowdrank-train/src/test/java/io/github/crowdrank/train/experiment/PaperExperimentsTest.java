package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Fold;
import io.github.crowdrank.data.reader.ShanghaiTech;
import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.data.reader.ShanghaiTech.Subset;
import io.github.crowdrank.data.reader.UcfCc50;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.TrainingScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment from files in the benchmark's own layout to a table. */
class PaperExperimentsTest {
  @TempDir static Path benchmarks;
  @TempDir Path out;

  @BeforeAll
  static void write() throws IOException {
    SyntheticBenchmarks.writeShanghaiTech(benchmarks.resolve("shanghaitech"));
    SyntheticBenchmarks.writeUcfCc50(benchmarks.resolve("ucf"));
  }

  private static Division part(Part part) throws IOException {
    Path root = benchmarks.resolve("shanghaitech");
    return new Division(
        "part " + part,
        ShanghaiTech.open(root, part, Subset.TRAIN),
        ShanghaiTech.open(root, part, Subset.TEST));
  }

  private static List<Fold> folds() throws IOException {
    return UcfCc50.folds(UcfCc50.open(benchmarks.resolve("ucf")));
  }

  /** Makes an experiment from what is on disk. */
  @FunctionalInterface
  interface Maker {
    Experiment make(ExperimentSetup setup, UnlabeledPools pools) throws IOException;
  }

  static Stream<Arguments> experiments() {
    return Stream.of(
        Arguments.of("ablation", 30, (Maker) (s, u) -> PaperExperiments.ablation(s, folds(), u)),
        Arguments.of("ucf-cc-50", 10, (Maker) (s, u) -> PaperExperiments.ucfCc50(s, folds(), u)),
        Arguments.of(
            "shanghaitech",
            6,
            (Maker)
                (s, u) -> PaperExperiments.shanghaiTech(s, List.of(part(Part.A), part(Part.B)), u)),
        Arguments.of(
            "transfer",
            2,
            (Maker)
                (s, u) ->
                    PaperExperiments.transfer(
                        s,
                        new Division(
                            "part A",
                            part(Part.A).train(),
                            UcfCc50.open(benchmarks.resolve("ucf"))),
                        u)),
        Arguments.of(
            "growing-labels",
            10,
            (Maker) (s, u) -> LabelShareExperiments.growingLabels(s, part(Part.A), u)),
        Arguments.of(
            "semi-supervised",
            12,
            (Maker)
                (s, u) ->
                    LabelShareExperiments.semiSupervised(s, List.of(part(Part.A), part(Part.B)))),
        Arguments.of(
            "schemes",
            16,
            (Maker)
                (s, u) ->
                    LabelShareExperiments.schemes(
                        s, LabelShareExperiments.SCHEME_SHARES, List.of(part(Part.A)), u)),
        Arguments.of(
            "recipe-choices",
            10,
            (Maker) (s, u) -> RecipeChoices.experiment(s, List.of(part(Part.A)))),
        Arguments.of(
            "ranking-choices",
            12,
            (Maker) (s, u) -> RankingChoices.experiment(s, 50, List.of(part(Part.A)), u)));
  }

  @Test
  void schemes_are_compared_at_equal_numbers_of_steps_with_labels() throws IOException {
    ExperimentSetup setup = TinyExperiment.setup().steps(12).build();
    Experiment experiment =
        LabelShareExperiments.schemes(
            setup, List.of(10, 50), List.of(part(Part.A)), TinyExperiment.pools());

    for (Run run : experiment.runs()) {
      Recipe recipe = run.recipe();
      long labeled =
          IntStream.range(0, recipe.steps())
              .filter(step -> recipe.scheme().at(step).counting() > 0)
              .count();
      assertThat(labeled).as(run.id()).isEqualTo(12);
    }
    assertThat(experiment.runs().stream().map(run -> run.recipe().steps()).distinct())
        .containsExactlyInAnyOrder(12, 24, 21);
  }

  @Test
  void runs_are_called_the_same_in_every_language() throws IOException {
    ExperimentSetup setup = TinyExperiment.setup().lambda(1000).build();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      Experiment experiment =
          RankingChoices.experiment(setup, 50, List.of(part(Part.A)), TinyExperiment.pools());
      assertThat(experiment.rows())
          .contains("ranking, lambda 1,000", "lambda 100", "lambda 10,000");
      assertThat(experiment.title()).endsWith("with 50 % of the labels");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void recipe_choices_change_one_thing_at_a_time() throws IOException {
    NetworkSpec network = MobileNetV1.counter();
    ExperimentSetup setup = ExperimentSetup.builder(network, Preset.MODERN).steps(3).build();
    Experiment experiment = RecipeChoices.experiment(setup, List.of(part(Part.A)));
    Map<String, String> changed = new HashMap<>();
    for (Run run : experiment.runs()) {
      CrowdTrainer trainer = new RunTrainer("t", setup).trainer(run, out, List.of());
      changed.put(trainer.fingerprint(), run.row());
    }

    assertThat(experiment.rows())
        .hasSize(11)
        .startsWith("the recipe")
        .contains("cells of 4 pixels");
    assertThat(changed).as("no two rows are the same training").hasSize(11);
    assertThat(experiment.comparisons())
        .hasSize(10)
        .allMatch(pair -> pair.against().equals("the recipe"));
    assertThat(experiment.notes()).isEmpty();
    CrowdTrainer plain =
        CrowdTrainer.builder(network, Preset.MODERN)
            .labeled(experiment.runs().get(0).labeled())
            .scheme(TrainingScheme.countingOnly())
            .steps(3)
            .build();
    assertThat(changed.get(plain.fingerprint())).isEqualTo("the recipe");
  }

  @Test
  void a_single_loss_has_no_parts_to_change() {
    ExperimentSetup setup =
        ExperimentSetup.builder(TinyExperiment.NETWORK, Preset.PAPER).steps(3).build();

    assertThatThrownBy(() -> RecipeChoices.experiment(setup, List.of(part(Part.A))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("preset PAPER has a single loss");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("experiments")
  void an_experiment_fills_its_table_beside_the_published_one_and_is_not_run_twice(
      String name, int runs, Maker maker) throws IOException {
    ExperimentSetup setup = TinyExperiment.setup().evaluateOn(EvaluateOn.TEST).build();
    Experiment experiment = maker.make(setup, TinyExperiment.pools());
    assertThat(experiment.name()).isEqualTo(name);
    assertThat(experiment.runs()).hasSize(runs);

    Started first = new Started();
    ExperimentResult result = new ExperimentRunner(out, first).run(experiment);
    assertThat(first.runs).isEqualTo(runs);
    assertThat(result.isComplete()).isTrue();
    for (String row : experiment.rows()) {
      for (String column : experiment.columns()) {
        assertThat(result.score(row, column)).isPresent();
        assertThat(experiment.published().figure(row, column).isPresent())
            .as("%s, %s is published", row, column)
            .isEqualTo(!name.endsWith("-choices") && isPublished(row, column));
      }
    }
    String markdown = ReportFormat.MARKDOWN.text(result);
    assertThat(markdown).contains("network tiny", "3 steps", "official test images");
    experiment
        .published()
        .figures()
        .forEach(figure -> assertThat(markdown).contains(figure.method()));

    ReportTable table = ReportTable.of(result);
    assertThat(table.lines()).allMatch(line -> line.cells().size() == table.headers().size());
    ReportTable nothingYet = ReportTable.of(new ExperimentResult(experiment, List.of()));
    assertThat(nothingYet.lines())
        .allMatch(line -> line.cells().size() == table.headers().size())
        .anyMatch(line -> line.cells().get(1).startsWith("0 of "));

    Started second = new Started();
    ExperimentResult again =
        new ExperimentRunner(out, second).run(maker.make(setup, TinyExperiment.pools()));
    assertThat(second.runs).isZero();
    assertThat(ReportFormat.CSV.text(again)).isEqualTo(ReportFormat.CSV.text(result));
    assertThat(ReportFormat.HTML.text(again)).isEqualTo(ReportFormat.HTML.text(result));
  }

  /** Of the label shares, only some were. */
  private static boolean isPublished(String row, String column) {
    if (!row.contains("% of the labels")) {
      return true;
    }
    boolean scheme = row.matches(".*(fine-tuning|alternating-task|multi-task)");
    if (scheme) {
      return row.matches("(5|100) % of the labels, multi-task");
    }
    boolean few = row.matches("(5|10|40) % of the labels, with ranking") && !column.isEmpty();
    return few
        || row.startsWith("100 %")
        || (row + ", " + column).equals("5 % of the labels, counting only, part A");
  }

  /** Counts the runs that were not done before. */
  private static final class Started implements ExperimentListener {
    private int runs;

    @Override
    public void onRun(int number, Run run) {
      runs++;
    }
  }

  @Test
  void rows_of_a_missing_collection_are_left_out_and_named() throws IOException {
    UnlabeledPools keyword = new UnlabeledPools(TinyExperiment.pools().keyword(), null);
    Experiment experiment =
        PaperExperiments.shanghaiTech(
            TinyExperiment.setup().build(), List.of(part(Part.A)), keyword);

    assertThat(experiment.rows()).containsExactly("counting only", "multi-task, keyword");
    assertThat(experiment.notes())
        .containsExactly(
            "Row \"multi-task, query-by-example\" is left out: there are no query-by-example images.");
    assertThatThrownBy(
            () ->
                PaperExperiments.ucfCc50(
                    TinyExperiment.setup().build(), folds(), UnlabeledPools.none()))
        .hasMessageContaining("nothing to run")
        .hasMessageContaining("no keyword images");
  }

  @Test
  void images_found_by_held_out_examples_are_noted() throws IOException {
    ExperimentSetup.Builder setup = TinyExperiment.setup();
    UnlabeledPools pools = TinyExperiment.pools();
    assertThat(pools.queryByExample()).isNotNull();

    for (EvaluateOn images : EvaluateOn.values()) {
      assertThat(
              PaperExperiments.shanghaiTech(
                      setup.evaluateOn(images).build(), List.of(part(Part.A)), pools)
                  .notes())
          .as("judged on %s", images)
          .hasSize(images == EvaluateOn.HELD_OUT ? 1 : 0)
          .allMatch(
              note ->
                  note.contains("row \"multi-task, query-by-example\" may have ranked pictures"));
    }
  }

  @Test
  void test_images_are_not_looked_at_unless_they_are_asked_for() throws IOException {
    Division withoutTest = new Division("part A", part(Part.A).train(), null);
    ExperimentSetup heldOut = TinyExperiment.setup().build();
    Experiment experiment = PaperExperiments.transfer(heldOut, withoutTest, UnlabeledPools.none());

    Run run = experiment.runs().get(0);
    assertThat(ids(run.labeled())).hasSize(8).doesNotContainAnyElementsOf(ids(run.evaluated()));
    assertThat(ids(run.evaluated())).hasSize(2);
    assertThat(ReportCaption.of(new ExperimentResult(experiment, List.of())))
        .anyMatch(sentence -> sentence.contains("No test image was looked at"))
        .anyMatch(sentence -> sentence.contains("Nothing is transferred here"));
    ExperimentSetup onTest = TinyExperiment.setup().evaluateOn(EvaluateOn.TEST).build();
    assertThatThrownBy(() -> PaperExperiments.transfer(onTest, withoutTest, UnlabeledPools.none()))
        .hasMessage("part A has no test images to be judged on");
  }

  @Test
  void rows_of_the_ablation_differ_in_what_they_say() throws IOException {
    Experiment experiment =
        PaperExperiments.ablation(
            TinyExperiment.setup().steps(2400).build(), folds(), TinyExperiment.pools());

    TrainingScheme counting = TrainingScheme.countingOnly();
    assertThat(experiment.runs().stream().map(Run::recipe).distinct())
        .containsExactly(
            new Recipe(false, false, counting, 2400),
            new Recipe(true, false, counting, 2400),
            new Recipe(true, true, counting, 2400),
            new Recipe(true, true, TrainingScheme.rankingThenFineTuning(1200), 2400),
            new Recipe(true, true, TrainingScheme.alternating(), 2400),
            new Recipe(true, true, TrainingScheme.multiTask(), 2400));
  }

  @Test
  void known_labels_grow_with_the_share_and_follow_from_the_seed() throws IOException {
    ExperimentSetup setup = TinyExperiment.setup().seeds(List.of(1L, 2L)).build();
    Experiment experiment =
        LabelShareExperiments.growingLabels(setup, part(Part.A), UnlabeledPools.none());

    for (long seed : setup.seeds()) {
      Set<String> known = new HashSet<>();
      for (Run run : experiment.runs()) {
        if (run.seed() == seed) {
          assertThat(ids(run.labeled())).as(run.id()).containsAll(known);
          known.addAll(ids(run.labeled()));
        }
      }
      assertThat(known).hasSize(8);
    }
    assertThat(experiment.runs().get(2).labeled().size()).isEqualTo(3);
    assertThat(ids(experiment.runs().get(2).labeled()))
        .isNotEqualTo(ids(experiment.runs().get(12).labeled()));
  }

  @Test
  void figures_of_part_a_do_not_stand_beside_a_growing_share_of_the_labels_of_part_b()
      throws IOException {
    ExperimentSetup setup = TinyExperiment.setup().evaluateOn(EvaluateOn.TEST).build();
    Experiment experiment =
        LabelShareExperiments.growingLabels(setup, part(Part.B), TinyExperiment.pools());

    String nothingYet = ReportFormat.MARKDOWN.text(new ExperimentResult(experiment, List.of()));
    assertThat(nothingYet)
        .doesNotContain("77.7", "73.6", "115.9", "112.0")
        .contains("of ShanghaiTech part A and left out beside those of part B");
    ExperimentResult result = new ExperimentRunner(out, new Started()).run(experiment);
    assertThat(ReportTable.of(result).conclusions())
        .anyMatch(sentence -> sentence.startsWith("\"100 % of the labels, with ranking\" against"))
        .noneMatch(sentence -> sentence.contains("published"));
  }

  private static List<String> ids(CrowdDataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
  }
}
