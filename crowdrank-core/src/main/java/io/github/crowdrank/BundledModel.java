package io.github.crowdrank;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Models that come with the library. */
public enum BundledModel {
  /**
   * A MobileNetV1 trunk with a small density head: 2.1 million parameters, of which those for
   * pictures of few people are {@linkplain io.github.crowdrank.model.SparseExpert others}, 25 GFLOP
   * at 1024x768. Its card says on what it was trained and how well it counts.
   */
  COMPACT("compact.crowdrank");

  private final String resource;

  BundledModel(String resource) {
    this.resource = resource;
  }

  /**
   * Reads the model from the library's jar.
   *
   * @throws IllegalStateException if the jar was repackaged without it
   * @throws UncheckedIOException if it cannot be read or does not fit into the heap
   */
  public CrowdModel load() {
    try (InputStream in = BundledModel.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "resource io/github/crowdrank/%s is missing: was crowdrank-core repackaged without it?"
                .formatted(resource));
      }
      return ModelFile.read(in, resource);
    } catch (IOException e) {
      throw new UncheckedIOException("bundled model " + resource + " cannot be read", e);
    }
  }
}
