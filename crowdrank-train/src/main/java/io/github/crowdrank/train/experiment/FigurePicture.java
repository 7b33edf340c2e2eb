package io.github.crowdrank.train.experiment;

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
 * A picture as in Figure 5: an image, its true density with the paper's 15 px Gaussians and the
 * estimated one, both in the same colours.
 */
final class FigurePicture {
  private static final int LONGEST_SIDE = 320;
  private static final int GAP = 6;

  private FigurePicture() {}

  static BufferedImage draw(RgbImage image, List<HeadPoint> heads, CrowdEstimate estimate) {
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
    double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
    int width = Math.max(1, (int) Math.round(scale * image.width()));
    int height = Math.max(1, (int) Math.round(scale * image.height()));
    BufferedImage picture =
        new BufferedImage(3 * width + 2 * GAP, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.fillRect(0, 0, picture.getWidth(), height);
    RgbImage small = image.resample(Region.ofImage(image.width(), image.height()), width, height);
    graphics.drawImage(small.toBufferedImage(), 0, 0, null);
    // The last cells may reach beyond the image: the map is cut where the image ends.
    int mapWidth = (int) Math.round(scale * stride * truth.width());
    int mapHeight = (int) Math.round(scale * stride * truth.height());
    int left = 0;
    for (DensityMap map : List.of(truth, estimated)) {
      left += width + GAP;
      Graphics2D panel = (Graphics2D) graphics.create(left, 0, width, height);
      panel.drawImage(HeatMap.draw(map, 1, peak), 0, 0, mapWidth, mapHeight, null);
      panel.dispose();
    }
    graphics.dispose();
    return picture;
  }

  /** Writes a JPEG, whole or not at all. */
  static void write(BufferedImage picture, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "jpg", out);
    }
    AtomicFile.write(file, bytes.toByteArray());
  }
}
