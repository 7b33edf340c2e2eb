package io.github.crowdrank.research;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Images and weights that are never part of the project; tests that need them are skipped. */
public final class ResearchData {
  private ResearchData() {}

  /** The folder given by {@code -Dcrowdrank.data}, relative to the repository. */
  public static Path folder() {
    String given = System.getProperty("crowdrank.data", "");
    assumeTrue(
        !given.isBlank(),
        "skipped: needs research images; run with -Dcrowdrank.data=FOLDER that holds ShanghaiTech");
    Path folder = Path.of(System.getProperty("crowdrank.root")).resolve(given);
    assumeTrue(Files.isDirectory(folder), "skipped: there is no folder " + folder);
    return folder;
  }

  /** A file of the folder {@code weights} beside it. */
  public static Path weights(String file) {
    return folder().resolveSibling("weights").resolve(file);
  }
}
