package io.github.crowdrank.engine.dl4j;

import io.github.crowdrank.engine.EngineException;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;

/** The part of ND4J that has to be on the class path to compute anything: a backend. */
public final class Nd4jBackends {
  private static final String VERSION = "1.0.0-M2.1";

  private Nd4jBackends() {}

  /**
   * Loads ND4J's backend if none is loaded yet.
   *
   * @return its name, such as {@code CpuBackend}
   * @throws EngineException if there is none, or its native library does not load here; the message
   *     names the artefact to add
   */
  public static String require() {
    try {
      Nd4j.getExecutioner();
      return Nd4j.getBackend().getClass().getSimpleName();
    } catch (LinkageError e) {
      // ND4J loads its backend in a static initialiser, so that whatever went wrong is such an
      // error.
      throw new EngineException(message(platform()), e);
    }
  }

  private static String message(String platform) {
    String natives = "org.nd4j:nd4j-native:" + VERSION + ":" + platform;
    String faster = platform.endsWith("x86_64") ? " (or, faster, " + natives + "-onednn)" : "";
    return "ND4J has no working backend here: add org.nd4j:nd4j-native:%s and %s%s to the class path"
        .formatted(VERSION, natives, faster);
  }

  /** This machine in the words of ND4J's classifiers, such as {@code linux-x86_64}. */
  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String family =
        system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : "linux";
    return family
        + "-"
        + switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> architecture;
        };
  }
}
