package io.github.crowdrank;

import java.io.IOException;
import java.nio.file.Path;

/** What became of one file of {@link CrowdCounter#countAll}. */
public sealed interface FileCount {
  /** The file, as it was given. */
  Path file();

  /**
   * The estimate.
   *
   * @throws IOException if the file was not counted
   */
  CrowdEstimate orThrow() throws IOException;

  /** The file was counted. */
  record Counted(Path file, CrowdEstimate estimate) implements FileCount {
    @Override
    public CrowdEstimate orThrow() {
      return estimate;
    }
  }

  /**
   * The file could not be counted.
   *
   * @param problem why not: it cannot be read, is no picture, damaged or too large, or nothing the
   *     network can take; there was no room for it, an {@link
   *     io.github.crowdrank.image.ImageMemoryException} if others take it up; or the engine failed,
   *     with its {@link io.github.crowdrank.engine.EngineException} as the cause
   */
  record Failed(Path file, IOException problem) implements FileCount {
    @Override
    public CrowdEstimate orThrow() throws IOException {
      throw problem;
    }
  }
}
