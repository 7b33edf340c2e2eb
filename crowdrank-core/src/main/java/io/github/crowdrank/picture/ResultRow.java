package io.github.crowdrank.picture;

import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.zone.ZoneCount;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** One row of a {@link ResultPage}. */
final class ResultRow {
  private static final int THUMBNAIL = 280;

  private final StringBuilder html = new StringBuilder("<tr>");

  private ResultRow() {}

  static String html(PictureResult result, List<String> zones, ColorMap colors) {
    ResultRow row = new ResultRow();
    if (result instanceof PictureResult.Counted counted) {
      if (counted.zones().size() != zones.size()) {
        throw new IllegalArgumentException(
            "%s has counts of %d zones but the page has %d zones"
                .formatted(counted.name(), counted.zones().size(), zones.size()));
      }
      row.addThumbnails(counted, colors);
      row.addName(counted.name());
      row.addNumber(counted.density().sum(), "");
      counted.zones().forEach(row::addZone);
      row.addNote(String.join("; ", counted.warnings()));
    } else if (result instanceof PictureResult.Failed failed) {
      row.html.append("<td></td>");
      row.addName(failed.name());
      row.html.append("<td class=\"number\"></td>".repeat(1 + zones.size()));
      row.addNote(failed.reason());
    }
    return row.html.append("</tr>\n").toString();
  }

  private void addName(String name) {
    html.append("<td class=\"name\">").append(Markup.escaped(name)).append("</td>");
  }

  private void addNote(String note) {
    html.append("<td class=\"note\">").append(Markup.escaped(note)).append("</td>");
  }

  private void addZone(ZoneCount zone) {
    addNumber(
        zone.count(),
        zone.personsPerSquareMetre().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT, "<br>%.2f/m²", zone.personsPerSquareMetre().getAsDouble()));
  }

  private void addNumber(double value, String more) {
    html.append(
        String.format(
            Locale.ROOT, "<td class=\"number\" data-value=\"%s\">%.1f%s</td>", value, value, more));
  }

  private void addThumbnails(PictureResult.Counted counted, ColorMap colors) {
    RgbImage photograph = counted.photograph();
    double shrink =
        Math.min(1, (double) THUMBNAIL / Math.max(photograph.width(), photograph.height()));
    RgbImage small =
        photograph.resample(
            Region.ofImage(photograph.width(), photograph.height()),
            Math.max(1, (int) Math.round(shrink * photograph.width())),
            Math.max(1, (int) Math.round(shrink * photograph.height())));
    DensityScale scale = new DensityScale(HeatMap.peak(counted.density()), colors);
    html.append("<td><button type=\"button\" class=\"thumbnail\">");
    addImage(
        "density",
        HeatMap.overlay(small, counted.density(), shrink * counted.stride(), scale),
        "density of " + counted.name());
    addImage("photograph", small.toBufferedImage(), counted.name());
    html.append("</button></td>");
  }

  private void addImage(String kind, BufferedImage image, String description) {
    html.append("<img class=\"")
        .append(kind)
        .append("\" width=\"")
        .append(image.getWidth())
        .append("\" height=\"")
        .append(image.getHeight())
        .append("\" alt=\"")
        .append(Markup.escaped(description))
        .append("\" src=\"")
        .append(ImageBytes.dataAddress(image, "jpeg"))
        .append("\">");
  }
}
