package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a model as ONNX. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes a model as an ONNX file, with its card in the metadata, for other programs and for"
            + " --model.")
final class ExportCommand implements Callable<Integer> {
  @Mixin private ModelOption model;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the ONNX file")
  private Path out;

  @Override
  public Integer call() throws IOException {
    ModelFile.write(model.model().toOnnx(), out);
    return 0;
  }
}
