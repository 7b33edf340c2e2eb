package io.github.crowdrank.bench;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The programs of {@link LargeImageBenchmark}: one paints a picture, another counts it with the
 * bundled model in as little memory as it can and prints its own peak.
 */
final class LargeImage {
  /** What the line with the peak begins with; its number is in KiB. */
  static final String PREFIX = "peak: ";

  private static final double PIXELS_PER_PERSON = 1_600;
  private static final long MEMORY_BUDGET = 384L << 20;

  private LargeImage() {}

  /** Arguments: {@code paint FILE width height} or {@code count FILE}. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("paint")) {
      paint(file, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    } else {
      count(file);
    }
  }

  /** Heads over shoulders, smaller and denser towards the top. */
  private static void paint(Path file, int width, int height) throws IOException {
    int people = (int) (width / PIXELS_PER_PERSON * height);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(new Color(150, 145, 135));
    pen.fillRect(0, 0, width, height);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < people; i++) {
      double depth = Math.sqrt((double) i / people);
      int size = (int) (16 + 34 * depth);
      int x = random.nextInt(width);
      int y = (int) (depth * height);
      pen.setColor(Color.getHSBColor((float) random.nextDouble(), 0.5f, 0.6f));
      pen.fillOval(x - size, y + size / 2, 2 * size, 2 * size);
      pen.setColor(Color.getHSBColor(0.07f, 0.5f, (float) random.nextDouble(0.2, 0.9)));
      pen.fillOval(x - size / 2, y - size / 2, size, size);
    }
    pen.dispose();
    ImageIO.write(picture, "jpg", file.toFile());
  }

  private static void count(Path file) throws IOException {
    try (CrowdCounter counter =
        CrowdCounter.builder(BundledModel.COMPACT.load())
            .memoryBudget(MEMORY_BUDGET)
            .tileListener((done, total) -> System.out.printf("tile %d of %d%n", done, total))
            .build()) {
      System.out.printf("count %.1f%n", counter.count(file));
    }
    System.out.println(PREFIX + peak());
  }

  /** In KiB; 0 where the system does not say. */
  private static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
