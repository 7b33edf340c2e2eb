package io.github.crowdrank.train;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.engine.ScaledStart;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.io.IOException;

/** Imported weights made fit to start a training from. */
public final class ImportedStart {
  private static final int PICTURES = 4;
  private static final int SIDE = 224;

  /** People per cell: so far from them that no picture's count weighs on the first steps. */
  private static final double SMALL_DENSITY = 0.03;

  private ImportedStart() {}

  /**
   * The same weights with the layers that were {@linkplain ImportedWeights#kept kept} at random
   * scaled to what they get, as {@link ScaledStart} says. A network needs it that does not
   * normalise, such as VGG-16, where more than its last layer is random. The pictures are painted
   * crowds: what is scaled does not depend on the images to learn from.
   *
   * @throws IllegalArgumentException if the weights are not the network's, a kept layer has no
   *     parameters, or a layer's results are all zero or no numbers
   * @throws io.github.crowdrank.engine.EngineException if oneDNN cannot run the network here
   */
  public static ImportedWeights scaled(
      NetworkSpec network, Preprocessing preprocessing, ImportedWeights imported)
      throws IOException {
    CrowdDataset crowds = SyntheticCrowd.builder().size(SIDE, SIDE).build().dataset(PICTURES, 1);
    FeatureMaps batch = FeatureMaps.zeros(PICTURES, preprocessing.order().channels(), SIDE, SIDE);
    for (int i = 0; i < PICTURES; i++) {
      preprocessing.apply(crowds.image(i), batch, i);
    }
    Weights scaled =
        ScaledStart.of(
            OneDnnEngine.create(),
            network,
            imported.weights(),
            imported.kept(),
            batch,
            SMALL_DENSITY);
    return new ImportedWeights(scaled, imported.filled(), imported.kept(), imported.unused());
  }
}
