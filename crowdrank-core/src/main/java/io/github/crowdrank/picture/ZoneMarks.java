package io.github.crowdrank.picture;

import io.github.crowdrank.zone.MaskShape;
import io.github.crowdrank.zone.PlanePoint;
import io.github.crowdrank.zone.Polygon;
import io.github.crowdrank.zone.PolygonShape;
import io.github.crowdrank.zone.ZoneCount;
import io.github.crowdrank.zone.Zones;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Zones over a panel: polygons as outlines, masks as a tint, each with its name and count. */
final class ZoneMarks {
  /**
   * Colours that colour-blind people tell apart (M. Okabe and K. Ito, "Color Universal Design",
   * 2008).
   */
  private static final List<Integer> COLORS =
      List.of(0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7);

  private static final int TINT = 0x70 << 24;
  private static final int FONT = 14;
  private static final double LETTER = 0.55 * FONT;

  private final Zones zones;
  private final List<ZoneCount> counts;

  ZoneMarks(Zones zones, List<ZoneCount> counts) {
    this.zones = zones;
    this.counts = counts;
  }

  /** For a panel at {@code (x, y)} that shows the picture at the given width and height. */
  List<Mark> marks(int x, int y, int width, int height) {
    double scale = (double) width / zones.width();
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < zones.all().size(); i++) {
      int color = COLORS.get(i % COLORS.size());
      if (zones.all().get(i).shape() instanceof PolygonShape polygons) {
        List<List<PlanePoint>> rings = rings(polygons, x, y, scale);
        marks.add(new Mark.Outline(rings, 4.5, 0));
        marks.add(new Mark.Outline(rings, 2.5, color));
      } else if (zones.all().get(i).shape() instanceof MaskShape mask) {
        marks.add(new Mark.Pixels(tint(mask, width, height, color), x, y));
      }
    }
    for (int i = 0; i < zones.all().size(); i++) {
      addLabels(marks, i, x, y, width, height);
    }
    return marks;
  }

  private static List<List<PlanePoint>> rings(PolygonShape shape, int x, int y, double scale) {
    List<List<PlanePoint>> rings = new ArrayList<>();
    for (Polygon polygon : shape.polygons()) {
      rings.add(moved(polygon.outline(), x, y, scale));
      polygon.holes().forEach(hole -> rings.add(moved(hole, x, y, scale)));
    }
    return rings;
  }

  private static List<PlanePoint> moved(List<PlanePoint> ring, int x, int y, double scale) {
    return ring.stream()
        .map(point -> new PlanePoint(x + scale * point.x(), y + scale * point.y()))
        .toList();
  }

  private static BufferedImage tint(MaskShape mask, int width, int height, int color) {
    BufferedImage tint = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      int maskY = (int) ((y + 0.5) * mask.height() / height);
      for (int x = 0; x < width; x++) {
        if (mask.isSet((int) ((x + 0.5) * mask.width() / width), maskY)) {
          tint.setRGB(x, y, TINT | color);
        }
      }
    }
    return tint;
  }

  private void addLabels(List<Mark> marks, int zone, int x, int y, int width, int height) {
    ZoneCount count = counts.get(zone);
    PlanePoint spot = LabelSpot.of(zones.all().get(zone).shape(), zones.width(), zones.height());
    String first = String.format(Locale.ROOT, "%s %.0f", count.zone(), count.count());
    double half = Math.min(width / 2.0, first.length() * LETTER / 2);
    double middle = Math.min(width - half, Math.max(half, spot.x() * width / zones.width()));
    double baseline =
        Math.min(height - FONT * 1.5, Math.max(FONT, spot.y() * height / zones.height()));
    marks.add(label(first, x + middle, y + baseline));
    count
        .personsPerSquareMetre()
        .ifPresent(
            density ->
                marks.add(
                    label(
                        String.format(Locale.ROOT, "%.2f/m²", density),
                        x + middle,
                        y + baseline + FONT * 1.2)));
  }

  private static Mark label(String text, double x, double y) {
    return new Mark.Label(text, x, y, FONT, Mark.Anchor.MIDDLE, true);
  }
}
