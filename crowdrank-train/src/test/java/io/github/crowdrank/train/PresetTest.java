package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.density.BorderHandling;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.loss.CountDeviation;
import io.github.crowdrank.loss.CountingReduction;
import io.github.crowdrank.loss.EuclideanDensityLoss;
import io.github.crowdrank.loss.RankingReduction;
import io.github.crowdrank.loss.RegionCountLoss;
import io.github.crowdrank.loss.WeightedDensityLoss;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.Vgg16;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The constants of the paper's section 4 and of what its authors published. */
class PresetTest {
  private static final NetworkSpec VGG = Vgg16.counter();

  @ParameterizedTest
  @EnumSource(
      value = Preset.class,
      names = {"PAPER", "AUTHORS"})
  void paper_and_authors_share_batches_schedule_and_scheme(Preset preset) {
    Preset.Recipe recipe = preset.recipe(VGG, 20_000);

    assertThat(recipe.labeledBatch()).isEqualTo(25);
    assertThat(recipe.rankedGroups() * recipe.rankedPatches().patches()).isEqualTo(25);
    assertThat(recipe.scheme()).isEqualTo(new TrainingScheme.MultiTask(100));
    assertThat(recipe.learningRate().at(9_999)).isEqualTo(1e-6);
    assertThat(recipe.learningRate().at(10_000)).isCloseTo(1e-7, offset());
    assertThat(recipe.optimizer()).isEqualTo(new Optimizer.Momentum(0.9));
    assertThat(recipe.rules().weightDecay()).isEqualTo(5e-4);
    assertThat(recipe.rankingLoss().margin()).isZero();
    assertThat(recipe.rankedPatches()).hasToString(RankedPatchSampler.paper().toString());
    assertThat(recipe.clipping()).isNull();
    assertThat(recipe.weightAverage()).isZero();
    assertThat(preset.preprocessing(VGG)).isEqualTo(Preprocessing.none(ChannelOrder.BGR));
  }

  private static Offset<Double> offset() {
    return Offset.offset(1e-20);
  }

  @Test
  void the_paper_treats_all_parameters_alike_and_sums_its_losses() {
    Preset.Recipe recipe = Preset.PAPER.recipe(VGG, 20_000);

    assertThat(recipe.countingLoss()).isEqualTo(new EuclideanDensityLoss(CountingReduction.PAPER));
    assertThat(recipe.rankingLoss().reduction()).isEqualTo(RankingReduction.SUM);
    assertThat(recipe.labeledPatches()).hasToString(LabeledPatchSampler.paper().toString());
    for (Parameter parameter : VGG.parameters()) {
      assertThat(recipe.rules().rate(parameter)).isEqualTo(1);
      assertThat(recipe.rules().decay(parameter)).isEqualTo(5e-4);
    }
  }

  @Test
  void the_authors_speed_up_the_head_and_the_biases_and_do_not_decay_biases() {
    Preset.Recipe recipe = Preset.AUTHORS.recipe(VGG, 20_000);

    assertThat(recipe.countingLoss()).isEqualTo(new EuclideanDensityLoss(CountingReduction.CAFFE));
    assertThat(recipe.rankingLoss().reduction()).isEqualTo(RankingReduction.MEAN_IMAGES);
    assertThat(recipe.labeledPatches())
        .hasToString(
            LabeledPatchSampler.builder()
                .painter(DensityPainter.builder().border(BorderHandling.REFLECTED).build())
                .build()
                .toString());
    List<Parameter> parameters = VGG.parameters();
    Parameter trunkWeight = parameters.get(0);
    Parameter trunkBias = parameters.get(1);
    Parameter headWeight = parameters.get(parameters.size() - 2);
    Parameter headBias = parameters.get(parameters.size() - 1);
    assertThat(List.of(trunkWeight, trunkBias, headWeight, headBias))
        .extracting(recipe.rules()::rate)
        .containsExactly(1.0, 2.0, 10.0, 20.0);
    assertThat(List.of(trunkWeight, trunkBias, headWeight, headBias))
        .extracting(recipe.rules()::decay)
        .containsExactly(5e-4, 0.0, 5e-4, 0.0);
  }

  @Test
  void modern_freezes_the_first_layers_and_halves_the_rate_of_the_trunk() {
    NetworkSpec network = MobileNetV1.counter();
    Preset.Recipe recipe = Preset.MODERN.recipe(network, 2_000);

    for (Parameter parameter : network.parameters()) {
      double rate = recipe.rules().rate(parameter);
      switch (parameter.layer()) {
        case "conv1", "dw1", "pw1", "dw2", "pw2" -> assertThat(rate).isZero();
        case "lat16", "ctx", "lat8", "head1", "head2", "out" -> assertThat(rate).isEqualTo(1);
        default -> assertThat(rate).isEqualTo(0.5);
      }
    }
    assertThat(recipe.labeledPatches().stride()).isEqualTo(8);
    assertThat(Preset.MODERN.preprocessing(network)).isEqualTo(Preprocessing.signedRgb());
  }

  @Test
  void modern_lets_first_layers_that_start_at_random_learn_as_the_rest_of_the_trunk() {
    NetworkSpec network = MobileNetV1.counter();
    ParameterRules given = Preset.MODERN.rules(network, Set.of());
    ParameterRules partly = Preset.MODERN.rules(network, Set.of("conv1", "pw2", "out"));

    assertThat(given).isEqualTo(Preset.MODERN.recipe(network, 2_000).rules());
    assertThat(partly.frozen()).containsExactlyInAnyOrder("dw1", "pw1", "dw2");
    assertThat(partly).isEqualTo(given.withLayerRate("conv1", 0.5).withLayerRate("pw2", 0.5));
  }

  @Test
  void refine_is_modern_but_lets_all_layers_learn_and_weighs_mean_counts_most() {
    NetworkSpec network = MobileNetV1.counter();
    Preset.Recipe modern = Preset.MODERN.recipe(network, 2_000);
    Preset.Recipe refine = Preset.REFINE.recipe(network, 2_000);

    for (Parameter parameter : network.parameters()) {
      double rate = modern.rules().rate(parameter);
      assertThat(refine.rules().rate(parameter)).isEqualTo(rate == 0 ? 0.25 : rate);
    }
    assertThat(share(refine, CountDeviation.CHI_SQUARE))
        .isCloseTo(8 * share(modern, CountDeviation.CHI_SQUARE), Offset.offset(1e-9));
    assertThat(refine.labeledBatch()).isEqualTo(modern.labeledBatch());
    assertThat(refine.labeledPatches()).hasToString(modern.labeledPatches().toString());
    assertThat(refine.learningRate().at(500)).isEqualTo(modern.learningRate().at(500));
    assertThat(Preset.REFINE.preprocessing(network)).isEqualTo(Preprocessing.signedRgb());
  }

  /** Weight of the whole count by a deviation, in units of that by absolute ones. */
  private static double share(Preset.Recipe recipe, CountDeviation deviation) {
    WeightedDensityLoss loss = (WeightedDensityLoss) recipe.countingLoss();
    return factor(loss, deviation) / factor(loss, CountDeviation.ABSOLUTE);
  }

  private static double factor(WeightedDensityLoss loss, CountDeviation deviation) {
    return loss.terms().stream()
        .filter(term -> term.loss().equals(RegionCountLoss.whole(deviation)))
        .mapToDouble(WeightedDensityLoss.Term::factor)
        .sum();
  }

  @Test
  void every_preset_trains_for_a_step() throws Exception {
    for (Preset preset : Preset.values()) {
      TrainingResult result =
          CrowdTrainer.builder(SmallTraining.NETWORK, preset)
              .labeled(SmallTraining.labeled())
              .steps(1)
              .labeledBatch(2)
              .rankedGroups(1)
              .build()
              .run();
      assertThat(result.model().card().facts())
          .containsEntry("steps", "1 of 1")
          .containsEntry("preset", preset.name());
    }
  }
}
