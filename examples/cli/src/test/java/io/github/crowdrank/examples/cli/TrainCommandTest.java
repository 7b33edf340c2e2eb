package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.SparseExpert;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir private Path folder;

  private final CrowdDataset painted =
      SyntheticCrowd.builder().size(96, 80).people(20, 40).build().dataset(2, 1);

  @BeforeEach
  void write() throws IOException {
    CsvFiles.write(folder, painted);
  }

  private Path model() {
    return folder.resolve("trained.crowdrank");
  }

  /** With small patches, which take little time. */
  private CommandLineRun train(String options) {
    List<String> command =
        new ArrayList<>(List.of("train", "--dataset", "csv", "--root", folder.toString()));
    command.addAll(List.of("--out", model().toString(), "--labeled-batch", "1"));
    command.addAll(Arrays.asList(options.split(" ", -1)));
    return CommandLineRun.of(command.toArray(String[]::new));
  }

  @Test
  void patches_and_how_they_are_ranked_can_be_chosen_as_for_experiments() throws IOException {
    CommandLineRun run =
        train(
            "--validation 0 --steps 1 --ranked-groups 1 --patch-size 32 --nesting free --margin 0.5"
                + " --ranking-score sum");

    assertThat(run.code()).as(run.err()).isZero();
    Map<String, String> facts = ModelFile.read(model()).card().facts();
    assertThat(facts.get("patches")).contains("FREE, size 32]").doesNotContain("320");
    assertThat(facts.get("ranking loss")).contains("margin=0.5", "score=SUM");
    CommandLineRun odd = train("--validation 0 --patch-size 33");
    assertThat(odd.code()).isEqualTo(2);
    assertThat(odd.err()).contains("size is a multiple of stride 8 but was 33");
  }

  @Test
  void a_random_start_is_said_beside_what_needs_fewer_pictures() {
    CommandLineRun run = train("--validation 0 --steps 1 --scheme counting --patch-size 32");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("starts at random; --from bundled or --weights FILE needs far fewer pictures")
        .doesNotContain("best: ");
  }

  @Test
  void a_start_from_a_model_names_the_layers_that_stay_as_they_are() throws IOException {
    CommandLineRun run =
        train("--validation 0 --steps 1 --scheme counting --patch-size 32 --from bundled");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "starts from bundled, without its further weights for pictures of few people; "
                + String.join(", ", unchanged(BundledModel.COMPACT.load()))
                + " do not learn with --preset modern, but do with refine")
        .doesNotContain("at random");
  }

  @Test
  void chosen_layers_stay_as_they_are() throws IOException {
    CommandLineRun run =
        train(
            "--validation 0 --steps 1 --scheme counting --patch-size 32 --preset refine --from bundled"
                + " --freeze pw3,pw11");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(unchanged(BundledModel.COMPACT.load())).containsExactly("pw3", "pw11");
    CommandLineRun odd = train("--validation 0 --from bundled --freeze nose");
    assertThat(odd.code()).isEqualTo(2);
    assertThat(odd.err()).contains("has no layer \"nose\" to give a learning rate");
  }

  @Test
  void either_set_of_weights_can_be_gone_on_from() throws IOException {
    CrowdModel plain = BundledModel.COMPACT.load().withoutSparse();
    float[] other = plain.weights().toArray();
    other[0] = 1;
    Weights few = Weights.of(plain.network(), other);
    Path both = folder.resolve("both.crowdrank");
    ModelFile.write(plain.withSparse(new SparseExpert(few, 288, 0.3)), both);
    String options =
        "--validation 0 --steps 1 --scheme counting --patch-size 32 --learning-rate 1e-30 --from "
            + both;

    CommandLineRun own = train(options);
    assertThat(own.err())
        .contains(both + ", without its further weights for pictures of few people");
    assertThat(firstWeight()).isCloseTo(plain.weights().toArray()[0], within(1e-6f));
    assertThat(ModelFile.read(model()).sparse()).isEmpty();
    CommandLineRun sparse = train(options + " --sparse --checkpoints " + folder.resolve("other"));
    assertThat(sparse.code()).as(sparse.err()).isZero();
    assertThat(sparse.err())
        .contains("starts from " + both + "'s weights for pictures of few people");
    assertThat(firstWeight()).isCloseTo(1, within(1e-6f));
    CommandLineRun none = train("--validation 0 --sparse");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--sparse is of the model of --from, which is missing");
    ModelFile.write(plain, both);
    assertThat(train(options + " --sparse").err())
        .contains("--sparse is for a model with further weights but " + both + " has none");
  }

  private float firstWeight() throws IOException {
    return ModelFile.read(model()).weights().toArray()[0];
  }

  /** Layers of a model that the trained one has with the same weights. */
  private List<String> unchanged(CrowdModel before) throws IOException {
    Map<String, Tensor> after = ModelFile.read(model()).weights().tensors();
    List<String> layers = new ArrayList<>();
    before
        .weights()
        .tensors()
        .forEach(
            (name, tensor) -> {
              Tensor trained = Objects.requireNonNull(after.get(name));
              if (name.endsWith(".weight") && Arrays.equals(tensor.values(), trained.values())) {
                layers.add(name.replace(".weight", ""));
              }
            });
    return layers;
  }

  @Test
  void a_start_from_a_model_of_which_all_layers_learn_names_none() {
    CommandLineRun run =
        train(
            "--validation 0 --steps 1 --scheme counting --patch-size 32 --from bundled --preset"
                + " refine");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("starts from bundled").doesNotContain("do not learn");
  }

  @Test
  void an_image_that_cannot_be_read_is_told_with_the_option_that_skips_it() throws IOException {
    for (String name : List.of("p0.png", "p1.png")) {
      Path image = folder.resolve(name);
      byte[] bytes = Files.readAllBytes(image);
      Files.write(image, Arrays.copyOf(bytes, bytes.length / 2));
    }

    CommandLineRun run = train("--validation 0 --steps 1 --scheme counting --patch-size 32");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .containsPattern("p[01].png")
        .contains("have such images left out by --broken-image skip")
        .doesNotContain("Safeguards");
  }

  @Test
  void checkpoints_of_other_options_are_told_with_the_option_that_takes_them() {
    String options = "--validation 0 --steps 1 --scheme counting --patch-size 32";
    assertThat(train(options).code()).isZero();

    CommandLineRun run = train(options + " --seed 2");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("saved by a training with other data or options")
        .contains("allow it by --other-checkpoints")
        .doesNotContain("Safeguards");
  }

  @Test
  void the_best_is_not_chosen_by_a_test_split() throws IOException {
    ShanghaiTechFiles.write(folder.resolve("part_A/test_data"), painted);

    CommandLineRun run =
        CommandLineRun.of(
            "train",
            "--dataset",
            "shanghaitech",
            "--root",
            folder.toString(),
            "--split",
            "A-test",
            "--validation",
            "0.5",
            "--best",
            "--out",
            model().toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--best would choose by ", "a test split, whose errors would then flatter");
  }

  @Test
  void the_best_validation_stands_beside_what_counting_nothing_would_do() throws IOException {
    CommandLineRun run =
        train("--validation 0.5 --validate-every 1 --steps 2 --scheme counting --patch-size 32");

    assertThat(run.code()).as(run.err()).isZero();
    double apart = Math.abs(painted.heads(0).size() - painted.heads(1).size());
    assertThat(apart).isPositive();
    assertThat(run.err())
        .containsPattern("(?m)^best: step [12], MAE [0-9.]+; always the mean count of the images")
        .contains(String.format(Locale.ROOT, ": MAE %.2f", apart));
  }
}
