package io.github.crowdrank.picture;

import io.github.crowdrank.zone.PlanePoint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing as SVG 1.1 that holds its pictures itself and refers to nothing outside. */
final class SvgDrawing {
  private final StringBuilder svg = new StringBuilder();

  private SvgDrawing() {}

  static String of(Drawing drawing) {
    SvgDrawing writer = new SvgDrawing();
    writer.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
            + " width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">",
        drawing.width(), drawing.height(), drawing.width(), drawing.height());
    writer.add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    for (Mark mark : drawing.marks()) {
      writer.draw(mark);
    }
    return writer.svg.append("</svg>\n").toString();
  }

  private void draw(Mark mark) {
    if (mark instanceof Mark.Pixels pixels) {
      add(
          "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" xlink:href=\"%s\"/>",
          pixels.x(),
          pixels.y(),
          pixels.image().getWidth(),
          pixels.image().getHeight(),
          ImageBytes.dataAddress(pixels.image(), "png"));
    } else if (mark instanceof Mark.Box box) {
      add(
          "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#%06x\"/>",
          box.x(), box.y(), box.width(), box.height(), box.color());
    } else if (mark instanceof Mark.Outline outline) {
      add(
          "<path d=\"%s\" fill=\"none\" stroke=\"#%06x\" stroke-width=\"%.2f\""
              + " stroke-linejoin=\"round\"/>",
          outline.rings().stream().map(SvgDrawing::path).collect(Collectors.joining(" ")),
          outline.color(),
          outline.lineWidth());
    } else if (mark instanceof Mark.Label label) {
      add(
          "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%d\" text-anchor=\"%s\"%s>%s</text>",
          label.x(),
          label.y(),
          label.size(),
          label.anchor().name().toLowerCase(Locale.ROOT),
          label.haloed()
              ? " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\""
                  + " paint-order=\"stroke\""
              : "",
          Markup.escaped(label.text()));
    }
  }

  private static String path(List<PlanePoint> ring) {
    return ring.stream()
        .map(point -> String.format(Locale.ROOT, "%.2f %.2f", point.x(), point.y()))
        .collect(Collectors.joining(" L", "M", " Z"));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
