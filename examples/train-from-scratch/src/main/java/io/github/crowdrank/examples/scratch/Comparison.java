package io.github.crowdrank.examples.scratch;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.picture.HeatMap;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;

/** Picture, true density and estimated density beside each other, with their counts. */
final class Comparison {
  private static final int CAPTION = 20;

  private Comparison() {}

  static BufferedImage draw(CrowdModel model, CrowdDataset dataset, int index) throws IOException {
    RgbImage image = dataset.image(index);
    try (CrowdCounter counter = CrowdCounter.builder(model).build()) {
      CrowdEstimate estimate = counter.estimate(image);
      DensityMap truth =
          DensityPainter.builder()
              .build()
              .paint(
                  dataset.heads(index),
                  image.width(),
                  image.height(),
                  CellGrid.ofStride(image.width(), image.height(), estimate.stride()));
      return sideBySide(image, truth, estimate);
    }
  }

  private static BufferedImage sideBySide(
      RgbImage image, DensityMap truth, CrowdEstimate estimate) {
    int width = image.width();
    int height = image.height();
    BufferedImage picture =
        new BufferedImage(3 * width, height + CAPTION, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    graphics.drawImage(image.toBufferedImage(), 0, CAPTION, null);
    double peak = Math.max(HeatMap.peak(truth), HeatMap.peak(estimate.density()));
    graphics.drawImage(
        HeatMap.draw(truth, estimate.stride(), peak), width, CAPTION, width, height, null);
    graphics.drawImage(
        HeatMap.draw(estimate.density(), estimate.stride(), peak),
        2 * width,
        CAPTION,
        width,
        height,
        null);
    graphics.setColor(Color.BLACK);
    graphics.drawString("picture", 4, 14);
    graphics.drawString(String.format(Locale.ROOT, "truth: %.0f", truth.sum()), width + 4, 14);
    graphics.drawString(
        String.format(Locale.ROOT, "estimate: %.1f", estimate.count()), 2 * width + 4, 14);
    graphics.dispose();
    return picture;
  }
}
