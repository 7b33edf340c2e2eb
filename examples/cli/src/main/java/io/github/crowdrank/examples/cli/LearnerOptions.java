package io.github.crowdrank.examples.cli;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.onednn.Convolutions;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.train.Preset;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network learns, from which weights, by which recipe and in which precision. */
final class LearnerOptions {
  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private NetworkChoice network = NetworkChoice.MOBILENET;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "pre-trained trunk to start from: safetensors, PyTorch .pth, or Keras .h5 for VGG-16")
  private @Nullable Path weights;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Preset preset = Preset.MODERN;

  @Option(
      names = "--bfloat16",
      description =
          "computes with bfloat16 between the layers: about twice as fast where the processor has"
              + " AVX512_BF16")
  private boolean bfloat16;

  NetworkChoice network() {
    return network;
  }

  Preset preset() {
    return preset;
  }

  boolean hasWeights() {
    return weights != null;
  }

  /**
   * What {@code --weights} fills of a random start, null without it; the rest is not {@linkplain
   * #scales scaled}.
   *
   * @throws IOException if the file cannot be read
   */
  @Nullable ImportedWeights imported(long seed) throws IOException {
    if (weights == null) {
      return null;
    }
    NetworkSpec spec = network.spec();
    ImportedWeights imported = network.read(weights, preset.initialize(spec, seed));
    System.err.printf(
        "%s fills %s; %s start at random%s%n",
        weights,
        imported.filled(),
        imported.kept(),
        scales(imported) ? ", scaled to what they get" : "");
    return imported;
  }

  /** Whether the rest is to be scaled to what it gets. */
  boolean scales(ImportedWeights imported) {
    return network.needsScaledStart(imported);
  }

  /** What computes, null where that is not chosen. */
  @Nullable Engine engine() {
    return bfloat16 ? OneDnnEngine.create(Convolutions.BFLOAT16) : null;
  }
}
