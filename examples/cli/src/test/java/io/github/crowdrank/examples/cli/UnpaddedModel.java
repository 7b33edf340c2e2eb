package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.train.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A model of one convolution without padding: its maps are smaller than the pictures. */
final class UnpaddedModel {
  private UnpaddedModel() {}

  /** Writes one; pictures smaller than its kernel have no map at all. */
  static Path write(Path folder, int kernel) throws IOException {
    NetworkSpec network =
        new NetworkSpec(
            "unpadded",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution(
                    "out", "input", 1, kernel, 1, Padding.NONE, 1, Activation.RELU)));
    Path file = folder.resolve("unpadded.crowdrank");
    ModelFile.write(
        new CrowdModel(
            network,
            Preset.MODERN.initialize(network, 1),
            Preprocessing.signedRgb(),
            ModelCard.of("unpadded", "Not trained.")),
        file);
    return file;
  }
}
