package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.sampling.Nesting;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.train.trust.RankingPushAudit;
import io.github.crowdrank.train.trust.RankingTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether violated pairs of nested crops lie where a model errs. */
@Command(
    name = "ranking-pushes",
    mixinStandardHelpOptions = true,
    description = {
      "Whether the ranking loss would push a model where it errs:",
      "counts nested crops of annotated pictures and holds violated pairs against the truth."
    })
final class RankingPushesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @Mixin private HeldOutOptions heldOut;

  @Mixin private ModelOption model;

  @Option(
      names = "--chains",
      paramLabel = "N",
      description = "chains of five crops from each picture (default: ${DEFAULT-VALUE})")
  private int chains = 10;

  @Option(
      names = "--nesting",
      paramLabel = "NAME",
      description =
          "where a crop lies in the one around it: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}, as the paper trains)")
  private Nesting nesting = Nesting.CONCENTRIC;

  @Option(
      names = "--patch-size",
      paramLabel = "N",
      description = "side of the crops in pixels (default: ${DEFAULT-VALUE})")
  private int patchSize = 224;

  @Override
  public Integer call() throws IOException {
    RankingTrial trial = trial();
    PrintWriter out = spec.commandLine().getOut();
    try (CrowdCounter counter = model.counter()) {
      for (CrowdDataset images : heldOut.of(dataset, spec.commandLine())) {
        RankingPushAudit audit =
            RankingPushAudit.of(
                counter, images, trial, new ProgressLine(spec.commandLine().getErr(), "counted"));
        out.print(new RankingPushesText(images.name(), audit, trial.crops().patches()));
        out.flush();
      }
    }
    return 0;
  }

  private RankingTrial trial() {
    try {
      return new RankingTrial(
          RankedPatchSampler.builder().nesting(nesting).size(patchSize).build(),
          chains,
          dataset.seed());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
