package io.github.crowdrank.picture;

import io.github.crowdrank.zone.PlanePoint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A drawing in pixels. */
final class PixelDrawing {
  private static final float HALO = 3;

  private final Graphics2D graphics;

  private PixelDrawing(Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  static BufferedImage of(Drawing drawing) {
    BufferedImage picture =
        new BufferedImage(drawing.width(), drawing.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, drawing.width(), drawing.height());
    PixelDrawing pixels = new PixelDrawing(graphics);
    drawing.marks().forEach(pixels::draw);
    graphics.dispose();
    return picture;
  }

  private void draw(Mark mark) {
    if (mark instanceof Mark.Pixels pixels) {
      graphics.drawImage(pixels.image(), pixels.x(), pixels.y(), null);
    } else if (mark instanceof Mark.Box box) {
      graphics.setColor(new Color(box.color()));
      graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
    } else if (mark instanceof Mark.Outline outline) {
      graphics.setColor(new Color(outline.color()));
      graphics.setStroke(round((float) outline.lineWidth()));
      graphics.draw(path(outline.rings()));
    } else if (mark instanceof Mark.Label label) {
      draw(label);
    }
  }

  private static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private static Path2D path(List<List<PlanePoint>> rings) {
    Path2D path = new Path2D.Double();
    for (List<PlanePoint> ring : rings) {
      path.moveTo(ring.get(0).x(), ring.get(0).y());
      ring.forEach(point -> path.lineTo(point.x(), point.y()));
      path.closePath();
    }
    return path;
  }

  private void draw(Mark.Label label) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, label.size());
    GlyphVector glyphs = font.createGlyphVector(graphics.getFontRenderContext(), label.text());
    double shift =
        label.anchor() == Mark.Anchor.MIDDLE ? glyphs.getLogicalBounds().getWidth() / 2 : 0;
    Shape text = glyphs.getOutline((float) (label.x() - shift), (float) label.y());
    if (label.haloed()) {
      graphics.setColor(Color.WHITE);
      graphics.setStroke(round(HALO));
      graphics.draw(text);
    }
    graphics.setColor(Color.BLACK);
    graphics.fill(text);
  }
}
