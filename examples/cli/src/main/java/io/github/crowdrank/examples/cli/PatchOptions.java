package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.Nesting;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.loss.PatchScore;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.train.Preset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How patches are drawn, and how ranked ones are compared; left out, the preset decides. */
final class PatchOptions {
  @Option(
      names = "--ranking-score",
      paramLabel = "NAME",
      description = "what is compared: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private PatchScore rankingScore = PatchScore.MEAN;

  @Option(
      names = "--margin",
      paramLabel = "X",
      description = "by which an inner patch is to stay below, in that unit (default: none)")
  private double margin;

  @Option(
      names = "--nesting",
      paramLabel = "NAME",
      description =
          "where a ranked patch lies in the one around it: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE})")
  private Nesting nesting = Nesting.CONCENTRIC;

  @Option(
      names = "--patch-size",
      paramLabel = "N",
      description = "side of patches in pixels (default: the preset's)")
  private @Nullable Integer patchSize;

  /**
   * How labelled patches are drawn.
   *
   * @throws IllegalArgumentException if the size is out of range
   */
  LabeledPatchSampler labeledPatches(Preset preset, NetworkSpec network) {
    return patchSize == null
        ? preset.labeledPatches(network)
        : preset.labeledPatches(network, patchSize);
  }

  /**
   * How ranked patches are drawn.
   *
   * @throws IllegalArgumentException if the size is out of range
   */
  RankedPatchSampler rankedPatches(Preset preset, NetworkSpec network) {
    RankedPatchSampler.Builder ranked = preset.rankedPatches(network).toBuilder().nesting(nesting);
    if (patchSize != null) {
      ranked.size(patchSize);
    }
    return ranked.build();
  }

  /**
   * How ranked patches are compared.
   *
   * @throws IllegalArgumentException if the margin is out of range
   */
  RankingHingeLoss rankingLoss(Preset preset) {
    return RankingHingeLoss.builder()
        .reduction(preset.rankingLoss().reduction())
        .score(rankingScore)
        .margin(margin)
        .build();
  }
}
