package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.train.Evaluation;
import io.github.crowdrank.train.EvaluationMode;
import io.github.crowdrank.train.Evaluator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts a dataset and compares with its annotations. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Counts a dataset and compares with its annotations.")
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @Mixin private ModelOption model;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description = "only the images that `train --validation SHARE` with the same seed holds out")
  private @Nullable Double heldOut;

  @Option(
      names = "--sliding",
      description = "overlapping windows of 224 pixels every 10 instead of whole images; slow")
  private boolean sliding;

  @Option(names = "--csv", paramLabel = "FILE", description = "writes one line per image")
  private @Nullable Path csv;

  @Option(names = "--json", description = "prints one JSON object and nothing else")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    CrowdDataset images = DatasetOptions.together(chosen());
    Progress progress = new Progress(spec.commandLine().getErr());
    Evaluation evaluation;
    try (CrowdCounter counter = model.counter()) {
      Evaluator evaluator =
          new Evaluator(
              sliding ? EvaluationMode.slidingWindows() : EvaluationMode.wholeImage(),
              (done, total, result) -> progress.show(done, total));
      evaluation = evaluator.evaluate(counter, images);
    }
    if (csv != null) {
      evaluation.writeCsv(csv);
    }
    PrintWriter out = spec.commandLine().getOut();
    CountingErrors errors = evaluation.errors();
    out.println(json ? line(errors) : text(images.name(), evaluation));
    out.flush();
    return 0;
  }

  private List<CrowdDataset> chosen() throws IOException {
    return heldOut == null
        ? dataset.open(spec.commandLine())
        : dataset.divided(heldOut, spec.commandLine()).stream().map(Split::validation).toList();
  }

  private static String line(CountingErrors errors) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("images", errors.images());
    line.put("mae", JsonLine.rounded(errors.mae(), 4));
    line.put("mse", JsonLine.rounded(errors.mse(), 4));
    line.put("nae", JsonLine.rounded(errors.nae(), 6));
    return JsonLine.of(line);
  }

  private static String text(String name, Evaluation evaluation) {
    CountingErrors errors = evaluation.errors();
    StringBuilder grid = new StringBuilder();
    for (int level = 0; level < evaluation.gridErrors().size(); level++) {
      grid.append(
          String.format(Locale.ROOT, ", GAME(%d) %.1f", level, evaluation.gridErrors().get(level)));
    }
    return String.format(
        Locale.ROOT,
        "%s: %d images, MAE %.1f, MSE %.1f, NAE %.3f, bias %+.1f%s",
        name,
        errors.images(),
        errors.mae(),
        errors.mse(),
        errors.nae(),
        errors.bias(),
        grid);
  }
}
