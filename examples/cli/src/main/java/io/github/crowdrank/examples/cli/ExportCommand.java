package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a model as ONNX. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes a model as an ONNX file, with its card in the metadata, for other programs and for"
            + " --model.")
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Option(
      names = "--sparse",
      description =
          "of a model with further weights for pictures of few people: those, not the model's own")
  private boolean sparse;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the ONNX file")
  private Path out;

  @Override
  public Integer call() throws IOException {
    CrowdModel whole = model.model();
    if (sparse && whole.sparse().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--sparse is for a model with further weights but \"%s\" has none"
              .formatted(whole.card().name()));
    }
    CrowdModel exported = (sparse ? whole.sparseOnly() : whole.withoutSparse()).toOnnx();
    ModelFile.write(exported, out);
    PrintWriter err = spec.commandLine().getErr();
    err.println("wrote " + out);
    if (whole.sparse().isPresent()) {
      err.printf(
          "crowdrank: warning: this model has two sets of weights and chooses by the picture, the file"
              + " has %s alone, without a calibration, and counts other pictures worse; export %s for"
              + " the other set%n",
          sparse ? "those for few people" : "those for crowds",
          sparse ? "without --sparse" : "with --sparse");
    }
    if (!exported.calibration().curve().points().isEmpty()) {
      err.println(
          "crowdrank: warning: counts of this model are corrected by a curve that is not in the"
              + " graph; other programs than this one have to apply it: see crowdrank.calibration"
              + " in the file's metadata, and docs/MODELS.md");
    }
    err.flush();
    return 0;
  }
}
