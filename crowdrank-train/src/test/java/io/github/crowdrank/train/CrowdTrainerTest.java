package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.density.DensityKernel;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.evaluation.Evaluator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdTrainerTest {
  @ParameterizedTest
  @MethodSource("io.github.crowdrank.train.SmallTraining#schemes")
  void the_same_seed_gives_bit_equal_weights_whatever_the_number_of_threads(TrainingScheme scheme)
      throws IOException {
    float[] once = SmallTraining.weights(SmallTraining.builder(scheme).loaderThreads(1));
    float[] again = SmallTraining.weights(SmallTraining.builder(scheme).loaderThreads(3));
    float[] otherwise = SmallTraining.weights(SmallTraining.builder(scheme).seed(6));

    assertThat(again).isEqualTo(once);
    assertThat(otherwise).isNotEqualTo(once);
  }

  @Test
  void frozen_layers_keep_their_weights() throws IOException {
    TrainerBuilder builder =
        SmallTraining.builder(TrainingScheme.multiTask())
            .parameterRules(ParameterRules.uniform(1e-4).withLayerRate("conv1", 0));
    float[] trained = SmallTraining.weights(builder);
    float[] other =
        SmallTraining.weights(
            SmallTraining.builder(TrainingScheme.multiTask())
                .parameterRules(ParameterRules.uniform(1e-4).withLayerRate("conv1", 0))
                .steps(1));

    int frozen = SmallTraining.NETWORK.parameters().get(2).offset();
    assertThat(Arrays.copyOf(trained, frozen)).isEqualTo(Arrays.copyOf(other, frozen));
    assertThat(trained).isNotEqualTo(other);
  }

  /** Its first layer is called as one of those that {@link Preset#MODERN} does not train. */
  private static TrainerBuilder modern() {
    return CrowdTrainer.builder(SmallTraining.NETWORK, Preset.MODERN)
        .labeled(SmallTraining.labeled())
        .steps(3)
        .learningRate(LearningRate.constant(1e-2))
        .weightAverage(0)
        .labeledPatches(Preset.MODERN.labeledPatches(SmallTraining.NETWORK, 32))
        .rankedPatches(RankedPatchSampler.builder().size(32).build())
        .labeledBatch(2)
        .rankedGroups(1);
  }

  @Test
  void modern_trains_random_first_layers_and_leaves_those_it_is_given_as_they_are()
      throws IOException {
    Weights start = Preset.MODERN.initialize(SmallTraining.NETWORK, 1);

    assertThat(firstLayer(modern())).isNotEqualTo(firstLayer(start.toArray()));
    assertThat(firstLayer(modern().initialWeights(start))).isEqualTo(firstLayer(start.toArray()));
    assertThat(firstLayer(modern().initialWeights(imported(start, "conv1", "dw"))))
        .isEqualTo(firstLayer(start.toArray()));
    assertThat(firstLayer(modern().initialWeights(imported(start, "dw", "conv1"))))
        .isNotEqualTo(firstLayer(start.toArray()));
  }

  private static ImportedWeights imported(Weights start, String filled, String kept) {
    return new ImportedWeights(start, List.of(filled), List.of(kept, "out"), List.of());
  }

  private static float[] firstLayer(TrainerBuilder builder) throws IOException {
    return firstLayer(SmallTraining.weights(builder));
  }

  private static float[] firstLayer(float[] weights) {
    return Arrays.copyOf(weights, SmallTraining.NETWORK.parameters().get(2).offset());
  }

  /** Checkpoints from before this distinction are gone on from. */
  @Test
  void a_start_from_given_weights_has_the_rules_and_so_the_fingerprint_it_always_had()
      throws IOException {
    Weights start = Preset.MODERN.initialize(SmallTraining.NETWORK, 1);
    ParameterRules always = new ParameterRules(Map.of("conv1", 0.0), 1, 1e-4, false, true);
    String fingerprint =
        modern().initialWeights(start).parameterRules(always).build().fingerprint();

    assertThat(modern().initialWeights(start).build().fingerprint()).isEqualTo(fingerprint);
    assertThat(modern().initialWeights(imported(start, "conv1", "dw")).build().fingerprint())
        .isEqualTo(fingerprint);
    assertThat(modern().build().fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void validation_is_reported_and_the_best_weights_can_be_returned() throws IOException {
    List<ValidationReport> reports = new ArrayList<>();
    CrowdDataset validation = SmallTraining.PAINTER.dataset(3, 99);
    TrainingResult result =
        SmallTraining.builder(TrainingScheme.multiTask())
            .validation(validation, 5)
            .checkpointChoice(CheckpointChoice.BEST_VALIDATION)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onValidation(ValidationReport report) {
                    reports.add(report);
                  }
                })
            .build()
            .run();

    assertThat(reports).extracting(ValidationReport::step).containsExactly(5, 10, 12);
    assertThat(result.validations()).isEqualTo(reports);
    double best = reports.stream().mapToDouble(report -> report.errors().mae()).min().orElseThrow();
    ValidationReport chosen =
        reports.stream().filter(report -> report.errors().mae() == best).findFirst().orElseThrow();
    assertThat(result.model().card().facts())
        .containsEntry(
            "weights", "of step %d, the best on the validation images".formatted(chosen.step()))
        .containsEntry("validation at step " + chosen.step(), chosen.errors().toString());
    try (CrowdCounter counter = CrowdCounter.builder(result.model()).build()) {
      assertThat(
              Evaluator.builder().countsOnly().build().evaluate(counter, validation).errors().mae())
          .isEqualTo(best);
    }
  }

  @Test
  void the_card_tells_what_is_done_to_gradients() throws IOException {
    TrainerBuilder usual = SmallTraining.builder(TrainingScheme.countingOnly()).steps(1);
    assertThat(usual.build().run().model().card().facts())
        .containsEntry("gradient clipping", "GradientClipping[factor=1.5, smoothing=0.98]")
        .containsEntry("output gradient", "REVIVING");

    TrainerBuilder other =
        SmallTraining.builder(TrainingScheme.countingOnly())
            .steps(1)
            .gradientClipping(GradientClipping.none())
            .outputGradient(OutputGradient.EXACT);
    assertThat(other.build().run().model().card().facts())
        .containsEntry("gradient clipping", "GradientClipping[factor=Infinity, smoothing=0.0]")
        .containsEntry("output gradient", "EXACT");
  }

  @Test
  void learns_to_count_painted_crowds_better_than_their_mean() throws IOException {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(128, 128).people(0, 60).build();
    CrowdDataset train = painter.dataset(12, 21);
    CrowdDataset unseen = painter.dataset(30, 22);
    TrainingResult result =
        SmallTraining.builder(new TrainingScheme.MultiTask(10))
            .labeled(train)
            .unlabeled(painter.unlabeled(40, 23))
            .steps(320)
            .learningRate(LearningRate.cosine(8e-3, 20, 320, 0.05))
            .parameterRules(ParameterRules.uniform(0))
            .weightAverage(0.95)
            .labeledPatches(
                LabeledPatchSampler.builder()
                    .size(128)
                    .minSide(128)
                    .maxSide(128)
                    .flipProbability(0.5)
                    .stride(SmallTraining.NETWORK.stride())
                    .painter(
                        DensityPainter.builder().kernel(new DensityKernel.FixedGaussian(5)).build())
                    .build())
            .rankedPatches(RankedPatchSampler.builder().patches(3).size(128).build())
            .labeledBatch(4)
            .rankedGroups(1)
            .build()
            .run();

    try (CrowdCounter counter = CrowdCounter.builder(result.model()).build()) {
      double error =
          Evaluator.builder().countsOnly().build().evaluate(counter, unseen).errors().mae();
      assertThat(error).isLessThan(0.8 * meanPredictorError(train, unseen));
    }
  }

  private static double meanPredictorError(CrowdDataset train, CrowdDataset unseen)
      throws IOException {
    double mean = 0;
    for (int i = 0; i < train.size(); i++) {
      mean += (double) train.heads(i).size() / train.size();
    }
    double error = 0;
    for (int i = 0; i < unseen.size(); i++) {
      error += Math.abs(unseen.heads(i).size() - mean) / unseen.size();
    }
    return error;
  }

  @Test
  void a_loss_that_is_no_number_ends_the_training_and_names_the_batch() {
    float[] weights = new float[SmallTraining.NETWORK.parameterCount()];
    weights[weights.length - 1] = Float.NaN;

    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .initialWeights(Weights.of(SmallTraining.NETWORK, weights))
                    .build()
                    .run())
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("step 1")
        .hasMessageContaining(SmallTraining.labeled().id(0).replaceAll("\\d+$", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void steps_have_to_be_positive(int steps) {
    assertThatThrownBy(() -> SmallTraining.builder(TrainingScheme.multiTask()).steps(steps).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps is at least 1 but was " + steps);
  }

  @Test
  void what_does_not_fit_the_network_is_refused() {
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .rankedPatches(RankedPatchSampler.builder().size(64).build())
                    .build())
        .hasMessageContaining("need one size but have 32 and 64");
    assertThatThrownBy(() -> CrowdTrainer.builder(SmallTraining.NETWORK, Preset.PAPER).build())
        .hasMessageContaining("labeled(...)");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .parameterRules(ParameterRules.uniform(0).withLayerRate("nose", 2))
                    .build())
        .hasMessageContaining("no layer \"nose\"");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .preprocessing(Preprocessing.none(ChannelOrder.GREY))
                    .build())
        .hasMessageContaining("reads 3 channels");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .validation(SmallTraining.labeled().subset("nothing", List.of()), 5)
                    .build())
        .hasMessageContaining("validation");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .parameterRules(ParameterRules.uniform(0).withLayerRate("nose", 2))
                    .build())
        .hasMessageContaining("no layer \"nose\"");
  }
}
