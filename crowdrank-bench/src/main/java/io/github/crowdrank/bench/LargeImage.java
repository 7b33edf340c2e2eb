package io.github.crowdrank.bench;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * How much memory does a picture of 12,000 x 8,000 pixels take from file to count? One process
 * paints the picture, a fresh one counts it with the bundled model and prints its own peak.
 *
 * <pre>{@code java -cp crowdrank-bench/target/benchmarks.jar io.github.crowdrank.bench.LargeImage}
 * </pre>
 */
public final class LargeImage {
  private static final int WIDTH = 12_000;
  private static final int HEIGHT = 8_000;
  private static final int PEOPLE = 60_000;

  /** 288 MB of pixels, the file, the floats of a tile, and the library's own. */
  private static final String HEAP = "400m";

  private static final long MEMORY_BUDGET = 384L << 20;

  private LargeImage() {}

  /** Without arguments: all of it; {@code paint FILE} and {@code count FILE} are its processes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2 && arguments[0].equals("paint")) {
      paint(Path.of(arguments[1]));
    } else if (arguments.length == 2 && arguments[0].equals("count")) {
      count(Path.of(arguments[1]));
    } else {
      Path file = Files.createTempFile("crowd", ".jpg");
      try {
        run("paint", file, List.of("-Xmx2g"));
        run(
            "count",
            file,
            List.of(
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-Xmn16m",
                // JavaCPP's own limits follow the heap's, which is small here.
                "-Dorg.bytedeco.javacpp.maxBytes=1g",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=1g"));
      } finally {
        Files.delete(file);
      }
    }
  }

  private static void run(String what, Path file, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LargeImage.class.getName(), what, file.toString()));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(what + " ended with code " + code);
    }
  }

  /** Heads over shoulders, smaller and denser towards the top. */
  private static void paint(Path file) throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(new Color(150, 145, 135));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < PEOPLE; i++) {
      double depth = Math.sqrt((double) i / PEOPLE);
      int size = (int) (16 + 34 * depth);
      int x = random.nextInt(WIDTH);
      int y = (int) (depth * HEIGHT);
      pen.setColor(Color.getHSBColor((float) random.nextDouble(), 0.5f, 0.6f));
      pen.fillOval(x - size, y + size / 2, 2 * size, 2 * size);
      pen.setColor(Color.getHSBColor(0.07f, 0.5f, (float) random.nextDouble(0.2, 0.9)));
      pen.fillOval(x - size / 2, y - size / 2, size, size);
    }
    pen.dispose();
    ImageIO.write(picture, "jpg", file.toFile());
    System.out.printf(
        Locale.ROOT, "%dx%d pixels, %.1f MB as JPEG%n", WIDTH, HEIGHT, Files.size(file) / 1e6);
  }

  private static void count(Path file) throws IOException {
    try (CrowdCounter counter =
        CrowdCounter.builder(BundledModel.COMPACT.load())
            .engine(OneDnnEngine.create())
            .memoryBudget(MEMORY_BUDGET)
            .tileListener(LargeImage::show)
            .build()) {
      CrowdEstimate estimate = counter.estimate(file);
      System.out.printf(
          Locale.ROOT,
          "%ncount %.1f in %.1f s%n",
          estimate.count(),
          estimate.elapsed().toMillis() / 1000.0);
    }
    System.out.println("peak RSS " + peak());
  }

  private static void show(int done, int total) {
    System.out.printf("\rtile %d of %d", done, total);
  }

  private static String peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "not known: there is no " + status + " here";
    }
    try (Stream<String> lines = Files.lines(status)) {
      long kibibytes =
          lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow();
      return String.format(Locale.ROOT, "%.0f MiB of the 1024 allowed", kibibytes / 1024.0);
    }
  }
}
