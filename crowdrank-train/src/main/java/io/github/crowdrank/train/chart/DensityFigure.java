package io.github.crowdrank.train.chart;

import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.picture.HeatMap;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures as in Figure 5: true density with the paper's 15 px Gaussians beside the estimated one.
 */
public final class DensityFigure {
  private static final int LONGEST_SIDE = 320;
  private static final int GAP = 6;

  private DensityFigure() {}

  /** The image, its true density and the estimated one, both in the same colours. */
  public static BufferedImage withImage(
      RgbImage image, List<HeadPoint> heads, CrowdEstimate estimate) {
    int width = shown(image.width(), image);
    int height = shown(image.height(), image);
    RgbImage small = image.resample(Region.ofImage(image.width(), image.height()), width, height);
    return draw(List.of(small.toBufferedImage()), image, heads, estimate);
  }

  /** The two densities alone, of an image that is not to be shown. */
  public static BufferedImage withoutImage(
      RgbImage image, List<HeadPoint> heads, CrowdEstimate estimate) {
    return draw(List.of(), image, heads, estimate);
  }

  private static int shown(int side, RgbImage image) {
    double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
    return Math.max(1, (int) Math.round(scale * side));
  }

  private static BufferedImage draw(
      List<BufferedImage> before, RgbImage image, List<HeadPoint> heads, CrowdEstimate estimate) {
    DensityMap estimated = estimate.density();
    int stride = estimate.stride();
    DensityMap truth =
        DensityPainter.paper()
            .paint(
                heads,
                image.width(),
                image.height(),
                new CellGrid(0, 0, stride, stride, estimated.width(), estimated.height()));
    double peak = Math.max(HeatMap.peak(truth), HeatMap.peak(estimated));
    int width = shown(image.width(), image);
    int height = shown(image.height(), image);
    int panels = before.size() + 2;
    BufferedImage picture =
        new BufferedImage(panels * (width + GAP) - GAP, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.fillRect(0, 0, picture.getWidth(), height);
    int left = 0;
    for (BufferedImage panel : before) {
      graphics.drawImage(panel, left, 0, null);
      left += width + GAP;
    }
    // The last cells may reach beyond the image: the map is cut where the image ends.
    int mapWidth = shown(stride * truth.width(), image);
    int mapHeight = shown(stride * truth.height(), image);
    for (DensityMap map : List.of(truth, estimated)) {
      Graphics2D panel = (Graphics2D) graphics.create(left, 0, width, height);
      panel.drawImage(HeatMap.draw(map, 1, peak), 0, 0, mapWidth, mapHeight, null);
      panel.dispose();
      left += width + GAP;
    }
    graphics.dispose();
    return picture;
  }

  /**
   * Writes a JPEG, whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public static void writeJpeg(BufferedImage picture, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "jpg", out);
    }
    AtomicFile.write(file, bytes.toByteArray());
  }
}
