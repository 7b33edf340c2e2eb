package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Images on disk with a CSV file of points beside each. */
final class CsvFiles {
  private CsvFiles() {}

  /** Writes {@code p0.png}, {@code p0.csv} and so on. */
  static void write(Path folder, CrowdDataset dataset) throws IOException {
    for (int i = 0; i < dataset.size(); i++) {
      ImageIO.write(
          dataset.image(i).toBufferedImage(), "png", folder.resolve("p" + i + ".png").toFile());
      StringBuilder points = new StringBuilder("x,y\n");
      for (HeadPoint head : dataset.heads(i)) {
        points.append(head.x()).append(',').append(head.y()).append('\n');
      }
      Files.writeString(folder.resolve("p" + i + ".csv"), points);
    }
  }
}
