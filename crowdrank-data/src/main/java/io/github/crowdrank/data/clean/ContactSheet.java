package io.github.crowdrank.data.clean;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.clean.Verdict.Dropped;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.picture.HeatMap;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Thumbnails of a cleaned pool for the eye: a green frame around what is kept, a red one around
 * what is dropped, with reason and figure beneath. Eight rows of ten pictures a page.
 */
public final class ContactSheet {
  private static final int COLUMNS = 10;
  private static final int ROWS = 8;
  private static final int THUMBNAIL_WIDTH = 176;
  private static final int THUMBNAIL_HEIGHT = 132;
  private static final int FRAME = 4;
  private static final int LINE = 15;
  private static final int LINES = 3;
  private static final int GAP = 6;
  private static final int CELL_WIDTH = THUMBNAIL_WIDTH + 2 * FRAME + GAP;
  private static final int CELL_HEIGHT = THUMBNAIL_HEIGHT + 2 * FRAME + LINES * LINE + GAP;
  private static final Color KEPT = new Color(0x2e9e3f);
  private static final Color DROPPED = new Color(0xd02020);

  private final CleanedPool cleaned;

  private ContactSheet(CleanedPool cleaned) {
    this.cleaned = cleaned;
  }

  /**
   * Writes PNG files, each whole or not at all: the one given, and for more than 80 pictures others
   * beside it, {@code sheet-2.png} after {@code sheet.png}.
   *
   * @return the files, one or more
   * @throws IOException if one cannot be written
   */
  public static List<Path> write(CleanedPool cleaned, Path file) throws IOException {
    ContactSheet sheet = new ContactSheet(cleaned);
    List<Path> files = new ArrayList<>();
    int first = 0;
    do {
      Path page = page(file, files.size() + 1);
      HeatMap.writePng(sheet.draw(first), page);
      files.add(page);
      first += COLUMNS * ROWS;
    } while (first < cleaned.verdicts().size());
    return files;
  }

  private static Path page(Path file, int number) {
    if (number == 1) {
      return file;
    }
    String name = file.toString();
    int dot = name.toLowerCase(Locale.ROOT).endsWith(".png") ? name.length() - 4 : name.length();
    return file.resolveSibling(
        Path.of(name.substring(0, dot) + "-" + number + ".png").getFileName());
  }

  private BufferedImage draw(int first) {
    int shown = Math.min(COLUMNS * ROWS, cleaned.verdicts().size() - first);
    int rows = Math.max(1, (shown + COLUMNS - 1) / COLUMNS);
    BufferedImage page =
        new BufferedImage(
            COLUMNS * CELL_WIDTH + GAP, rows * CELL_HEIGHT + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    for (int i = 0; i < shown; i++) {
      int left = GAP + i % COLUMNS * CELL_WIDTH;
      int top = GAP + i / COLUMNS * CELL_HEIGHT;
      drawCell(graphics, first + i, left, top);
    }
    graphics.dispose();
    return page;
  }

  private void drawCell(Graphics2D graphics, int index, int left, int top) {
    Verdict verdict = cleaned.verdicts().get(index);
    graphics.setColor(verdict instanceof Dropped ? DROPPED : KEPT);
    graphics.fillRect(left, top, THUMBNAIL_WIDTH + 2 * FRAME, THUMBNAIL_HEIGHT + 2 * FRAME);
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(left + FRAME, top + FRAME, THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
    try {
      BufferedImage thumbnail = thumbnail(cleaned.pool(), index);
      graphics.drawImage(
          thumbnail,
          left + FRAME + (THUMBNAIL_WIDTH - thumbnail.getWidth()) / 2,
          top + FRAME + (THUMBNAIL_HEIGHT - thumbnail.getHeight()) / 2,
          null);
    } catch (IOException e) {
      // The verdict beneath says why there is nothing to see.
    }
    int baseline = top + THUMBNAIL_HEIGHT + 2 * FRAME + LINE - 3;
    graphics.setColor(Color.BLACK);
    drawText(graphics, verdict.id(), left, baseline);
    if (verdict instanceof Dropped dropped) {
      graphics.setColor(DROPPED);
      String reason = dropped.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      drawText(graphics, reason, left, baseline + LINE);
      drawText(graphics, dropped.figure(), left, baseline + 2 * LINE);
    }
  }

  private static BufferedImage thumbnail(UnlabeledImages pool, int index) throws IOException {
    RgbImage image = pool.image(index);
    double scale =
        Math.min(
            (double) THUMBNAIL_WIDTH / image.width(), (double) THUMBNAIL_HEIGHT / image.height());
    return image
        .resample(
            Region.ofImage(image.width(), image.height()),
            Math.max(1, (int) (image.width() * scale)),
            Math.max(1, (int) (image.height() * scale)))
        .toBufferedImage();
  }

  /**
   * Cuts the middle out of a text that is too long: figures stand at its start, names at its end.
   */
  private static void drawText(Graphics2D graphics, String text, int left, int baseline) {
    FontMetrics metrics = graphics.getFontMetrics();
    String shown = text;
    for (int kept = text.length() - 1;
        metrics.stringWidth(shown) > THUMBNAIL_WIDTH + 2 * FRAME;
        kept--) {
      shown = text.substring(0, kept / 2) + "…" + text.substring(text.length() - kept / 2);
    }
    graphics.drawString(shown, left, baseline);
  }
}
