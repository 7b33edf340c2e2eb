package io.github.crowdrank.examples.cli;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --model}, with the bundled model where it is left out. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "model file (default: the bundled model)")
  private @Nullable Path file;

  CrowdModel model() throws IOException {
    return file == null ? BundledModel.COMPACT.load() : ModelFile.read(file);
  }

  boolean isGiven() {
    return file != null;
  }

  CrowdCounter counter() throws IOException {
    return CrowdCounter.builder(model()).build();
  }
}
