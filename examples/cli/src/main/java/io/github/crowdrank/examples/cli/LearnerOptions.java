package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.ScaledStart;
import io.github.crowdrank.engine.onednn.Convolutions;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.Preset;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network learns, from which weights, by which recipe and in which precision. */
final class LearnerOptions {
  private static final int SCALED_ON = 224;

  /** People per cell: so far from them that no picture's count weighs on the first steps. */
  private static final double SMALL_DENSITY = 0.03;

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
   * What {@code --weights} fills of a random start, null without it.
   *
   * @throws IOException if the file cannot be read
   */
  @Nullable ImportedWeights imported(long seed) throws IOException {
    if (weights == null) {
      return null;
    }
    NetworkSpec spec = network.spec();
    ImportedWeights imported = network.read(weights, preset.initialize(spec, seed));
    boolean scaled = network.needsScaledStart(imported);
    System.err.printf(
        "%s fills %s; %s start at random%s%n",
        weights, imported.filled(), imported.kept(), scaled ? ", scaled to what they get" : "");
    return scaled ? scaled(imported) : imported;
  }

  /** On painted crowds: what is scaled does not depend on the images to learn from. */
  private ImportedWeights scaled(ImportedWeights imported) throws IOException {
    CrowdDataset crowds = SyntheticCrowd.builder().size(SCALED_ON, SCALED_ON).build().dataset(4, 1);
    FeatureMaps batch = FeatureMaps.zeros(crowds.size(), 3, SCALED_ON, SCALED_ON);
    for (int i = 0; i < crowds.size(); i++) {
      network.preprocessing().apply(crowds.image(i), batch, i);
    }
    Weights scaled =
        ScaledStart.of(
            OneDnnEngine.create(),
            network.spec(),
            imported.weights(),
            imported.kept(),
            batch,
            SMALL_DENSITY);
    return new ImportedWeights(scaled, imported.filled(), imported.kept(), imported.unused());
  }

  /** What computes, null where that is not chosen. */
  @Nullable Engine engine() {
    return bfloat16 ? OneDnnEngine.create(Convolutions.BFLOAT16) : null;
  }
}
