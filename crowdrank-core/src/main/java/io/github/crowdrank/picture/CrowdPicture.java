package io.github.crowdrank.picture;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.zone.ZoneCount;
import io.github.crowdrank.zone.Zones;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A photograph with what was counted in it: one panel or several side by side, zones with their
 * counts over them and a legend of the colours, as PNG or as SVG. Immutable.
 */
public final class CrowdPicture {
  private static final int MARGIN = 12;
  private static final int GAP = 10;
  private static final int CAPTION = 30;
  private static final int CAPTION_FONT = 18;
  private static final int TITLE = 20;

  private final Drawing drawing;

  private CrowdPicture(Drawing drawing) {
    this.drawing = drawing;
  }

  /**
   * A builder of one panel, {@link Panel#OVERLAY}, with a legend.
   *
   * @param density of the photograph, in cells from its upper left corner on
   * @param stride side of a cell in pixels of the photograph, 1 or more
   * @throws IllegalArgumentException if the stride is not positive, or the map has not the {@code
   *     ceil(width / stride) x ceil(height / stride)} cells of the photograph
   */
  public static Builder builder(RgbImage photograph, DensityMap density, int stride) {
    return new Builder(photograph, density, stride);
  }

  /** Chooses what is shown. */
  public static final class Builder {
    private final RgbImage photograph;
    private final DensityMap density;
    private final int stride;
    private List<Panel> panels = List.of(Panel.OVERLAY);
    private ColorMap colors = ColorMap.VIRIDIS;
    private double peak;
    private boolean legend = true;
    private String caption = "";
    private int longestSide = 1200;
    private @Nullable ZoneMarks zones;

    private Builder(RgbImage photograph, DensityMap density, int stride) {
      HeatMap.requireOf("a photograph", photograph, density, stride);
      this.photograph = photograph;
      this.density = density;
      this.stride = stride;
      this.peak = HeatMap.peak(density);
    }

    /**
     * The views side by side, from left to right.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Builder panels(List<Panel> panels) {
      if (panels.isEmpty()) {
        throw new IllegalArgumentException("a picture has at least one panel");
      }
      this.panels = List.copyOf(panels);
      return this;
    }

    /** The colours; {@link ColorMap#VIRIDIS} unless set. */
    public Builder colors(ColorMap colors) {
      this.colors = colors;
      return this;
    }

    /**
     * The density of the brightest colour, so that pictures can be compared; that of the fullest
     * cell unless set.
     *
     * @param peak persons per cell
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Builder peak(double peak) {
      HeatMap.requirePeak(peak);
      this.peak = peak;
      return this;
    }

    /** Whether the colours are explained beside the panels; they are unless set. */
    public Builder legend(boolean legend) {
      this.legend = legend;
      return this;
    }

    /**
     * A line over the panels, cut short with an ellipsis where they are narrower; none unless set.
     */
    public Builder caption(String caption) {
      this.caption = caption;
      return this;
    }

    /**
     * The longest side of a panel in pixels; larger photographs are made smaller, to 1200 unless
     * set.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder longestSide(int longestSide) {
      if (longestSide < 1) {
        throw new IllegalArgumentException("a side is 1 or more but was " + longestSide);
      }
      this.longestSide = longestSide;
      return this;
    }

    /**
     * Zones over every panel.
     *
     * @param counts of all of them, in their order
     * @throws IllegalArgumentException if they are for pictures of another size or the counts are
     *     not theirs
     */
    public Builder zones(Zones zones, List<ZoneCount> counts) {
      if (zones.width() != photograph.width() || zones.height() != photograph.height()) {
        throw new IllegalArgumentException(
            "the zones are for pictures of %dx%d pixels but the photograph has %dx%d"
                .formatted(zones.width(), zones.height(), photograph.width(), photograph.height()));
      }
      if (zones.all().size() != counts.size()) {
        throw new IllegalArgumentException(
            "there are %d zones but %d counts".formatted(zones.all().size(), counts.size()));
      }
      for (int i = 0; i < counts.size(); i++) {
        String zone = zones.all().get(i).name();
        if (!counts.get(i).zone().equals(zone)) {
          throw new IllegalArgumentException(
              "zone %d is \"%s\" but the count in its place is of \"%s\""
                  .formatted(i + 1, zone, counts.get(i).zone()));
        }
      }
      this.zones = new ZoneMarks(zones, List.copyOf(counts));
      return this;
    }

    /** Draws the picture. */
    public CrowdPicture build() {
      return new CrowdPicture(drawing());
    }

    private Drawing drawing() {
      double shrink =
          Math.min(1, (double) longestSide / Math.max(photograph.width(), photograph.height()));
      int width = Math.max(1, (int) Math.round(shrink * photograph.width()));
      int height = Math.max(1, (int) Math.round(shrink * photograph.height()));
      RgbImage small =
          photograph.resample(
              Region.ofImage(photograph.width(), photograph.height()), width, height);
      DensityScale scale = new DensityScale(peak, colors);
      List<Mark> marks = new ArrayList<>();
      int top = MARGIN;
      if (!caption.isEmpty()) {
        int room = panels.size() * (width + GAP) - GAP + (legend ? GAP + Legend.WIDTH : 0);
        String line = TextWidth.shortened(caption, CAPTION_FONT, room);
        marks.add(
            new Mark.Label(
                line, MARGIN, top + CAPTION_FONT, CAPTION_FONT, Mark.Anchor.START, false));
        top += CAPTION;
      }
      int titles = panels.size() > 1 ? TITLE : 0;
      int left = MARGIN;
      for (Panel panel : panels) {
        if (titles > 0) {
          marks.add(new Mark.Label(panel.title(), left, top + 13, 13, Mark.Anchor.START, false));
        }
        BufferedImage view = view(panel, small, shrink * stride, scale);
        marks.add(new Mark.Pixels(view, left, top + titles));
        if (zones != null) {
          marks.addAll(zones.marks(left, top + titles, width, height));
        }
        left += width + GAP;
      }
      int tallest = legend ? Math.max(height, Legend.LEAST_HEIGHT) : height;
      if (legend) {
        marks.addAll(new Legend(scale, stride).marks(left, top + titles, tallest));
        left += Legend.WIDTH + GAP;
      }
      return new Drawing(left - GAP + MARGIN, top + titles + tallest + MARGIN, marks);
    }

    private BufferedImage view(Panel panel, RgbImage small, double cellSide, DensityScale scale) {
      return switch (panel) {
        case PHOTOGRAPH -> small.toBufferedImage();
        case OVERLAY -> HeatMap.overlay(small, density, cellSide, scale);
        case DENSITY -> HeatMap.cells(small.width(), small.height(), density, cellSide, scale);
      };
    }
  }

  /** The picture in pixels. */
  public BufferedImage toBufferedImage() {
    return PixelDrawing.of(drawing);
  }

  /** The picture as SVG that refers to nothing outside. */
  public String toSvg() {
    return SvgDrawing.of(drawing);
  }

  /**
   * Writes the picture, whole or not at all.
   *
   * @param file whose name ends in {@code .png} or {@code .svg}
   * @throws IllegalArgumentException if it does not
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      AtomicFile.write(file, toSvg().getBytes(StandardCharsets.UTF_8));
    } else if (name.endsWith(".png")) {
      HeatMap.writePng(toBufferedImage(), file);
    } else {
      throw new IllegalArgumentException(
          "a picture is written as .png or .svg but was to be " + file);
    }
  }
}
