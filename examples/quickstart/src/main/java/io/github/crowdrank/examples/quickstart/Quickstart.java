package io.github.crowdrank.examples.quickstart;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.MemoryBudgetException;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.picture.HeatMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Counts the people in a picture with the bundled model and draws where they stand: the crowd on
 * the Champs-Elysees of 1944 that comes with this example, or a picture of your own.
 */
final class Quickstart {
  private Quickstart() {}

  /** The argument is the path of a picture; empty or missing means the one that comes along. */
  public static void main(String[] arguments) throws IOException {
    String photograph = arguments.length == 0 ? "" : arguments[0].strip();
    try {
      run(photograph, Path.of("heatmap.png"), System.out);
    } catch (NoSuchFileException e) {
      System.err.println(e.getFile() + ": there is no such file");
      Runtime.getRuntime().exit(1);
    } catch (IOException | EngineException | MemoryBudgetException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().exit(1);
    }
  }

  static void run(String photograph, Path heatmap, PrintStream out) throws IOException {
    RgbImage image = read(photograph);
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      CrowdEstimate estimate = counter.estimate(image);
      HeatMap.writePng(HeatMap.overlay(image, estimate.density(), estimate.stride()), heatmap);
      out.printf(
          Locale.ROOT,
          "%.0f people in %s%nwhere they are: %s%n",
          estimate.count(),
          photograph.isEmpty()
              ? "champs-elysees-1944.jpg, which comes with the example"
              : photograph,
          heatmap.toAbsolutePath());
    }
  }

  private static RgbImage read(String photograph) throws IOException {
    ImageDecoder decoder = ImageDecoder.builder().build();
    if (!photograph.isEmpty()) {
      return decoder.decode(Path.of(photograph)).image();
    }
    try (InputStream in = Quickstart.class.getResourceAsStream("/champs-elysees-1944.jpg")) {
      if (in == null) {
        throw new IOException("champs-elysees-1944.jpg is missing from the example's jar");
      }
      return decoder.decode(in).image();
    }
  }
}
