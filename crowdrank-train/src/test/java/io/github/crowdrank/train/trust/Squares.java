package io.github.crowdrank.train.trust;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.image.RgbImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures of one colour with a square of another in the middle. */
record Squares(List<Picture> pictures) implements UnlabeledImages {
  /** Side of the pictures; the square takes half of it. */
  private static final int SIDE = 96;

  record Picture(Color around, Color middle) {}

  @Override
  public String name() {
    return "squares";
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public String id(int index) {
    return "square " + index;
  }

  @Override
  public RgbImage image(int index) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(pictures.get(index).around());
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.setColor(pictures.get(index).middle());
    graphics.fillRect(SIDE / 4, SIDE / 4, SIDE / 2, SIDE / 2);
    graphics.dispose();
    return RgbImage.of(image);
  }
}
