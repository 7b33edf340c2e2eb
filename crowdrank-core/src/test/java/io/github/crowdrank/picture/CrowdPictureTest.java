package io.github.crowdrank.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.zone.MaskShape;
import io.github.crowdrank.zone.Polygon;
import io.github.crowdrank.zone.Zone;
import io.github.crowdrank.zone.ZoneCount;
import io.github.crowdrank.zone.ZoneCounter;
import io.github.crowdrank.zone.Zones;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CrowdPictureTest {
  private static final int MARGIN = 12;

  @TempDir Path folder;

  /** Grey, with all people in the cell of column 12 and row 6. */
  private static final RgbImage PHOTOGRAPH = grey(400, 300);

  private static final DensityMap DENSITY = oneCell(25, 19, 12, 6, 3);

  private static RgbImage grey(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    Arrays.fill(samples, (byte) 100);
    return RgbImage.of(width, height, samples);
  }

  private static DensityMap oneCell(int width, int height, int x, int y, float value) {
    float[] values = new float[width * height];
    values[y * width + x] = value;
    return DensityMap.of(width, height, values);
  }

  private static CrowdPicture.Builder picture() {
    return CrowdPicture.builder(PHOTOGRAPH, DENSITY, 16);
  }

  private static int at(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xffffff;
  }

  @Test
  void panels_stand_side_by_side_each_with_its_view() {
    BufferedImage drawn =
        picture()
            .panels(List.of(Panel.PHOTOGRAPH, Panel.OVERLAY, Panel.DENSITY))
            .legend(false)
            .build()
            .toBufferedImage();

    assertThat(drawn.getWidth()).isEqualTo(3 * 400 + 2 * 10 + 2 * MARGIN);
    int top = drawn.getHeight() - MARGIN - 300;
    assertThat(top).isGreaterThan(MARGIN);
    int crowdX = MARGIN + 12 * 16 + 8;
    int crowdY = top + 6 * 16 + 8;
    assertThat(at(drawn, crowdX, crowdY)).isEqualTo(0x646464);
    int covered = at(drawn, crowdX + 410, crowdY);
    assertThat(covered >> 16).isGreaterThan(covered & 255);
    assertThat(at(drawn, crowdX + 820, crowdY)).isEqualTo(ColorMap.VIRIDIS.rgb(1));
    assertThat(at(drawn, crowdX + 820 + 16, crowdY)).isEqualTo(ColorMap.VIRIDIS.rgb(0));
    assertThat(at(drawn, crowdX + 410 + 90, crowdY)).isEqualTo(0x646464);
    assertThat(at(drawn, 2, 2)).isEqualTo(0xffffff);
  }

  @Test
  void the_legend_of_a_picture_of_nobody_has_no_figures_that_look_like_zero() {
    for (float fullest : new float[] {0, 1e-6f}) {
      String svg =
          CrowdPicture.builder(PHOTOGRAPH, oneCell(25, 19, 12, 6, fullest), 16).build().toSvg();

      List<String> labels =
          svg.lines()
              .filter(line -> line.startsWith("<text"))
              .map(line -> line.replaceAll("<[^>]*>", ""))
              .toList();
      assertThat(labels).containsExactly("people per", "100×100 px", "&lt;0.001", "0");
    }
  }

  @Test
  void the_legend_has_the_colours_and_figures_for_a_hundred_pixels_square() throws Exception {
    CrowdPicture picture = picture().colors(ColorMap.CIVIDIS).build();

    BufferedImage drawn = picture.toBufferedImage();
    int bar = MARGIN + 400 + 10 + 8;
    assertThat(at(drawn, bar, MARGIN + 44)).isEqualTo(ColorMap.CIVIDIS.rgb(0.998));
    assertThat(at(drawn, bar, MARGIN + 300 - 7)).isEqualTo(ColorMap.CIVIDIS.rgb(0.002));
    // 3 people in 16x16 pixels are 117.2 in 100x100; 29.3 stand half-way up the square root.
    assertThat(texts(picture.toSvg())).contains("people per", "100×100 px", "117", "50", "20", "0");
  }

  @Test
  void a_peak_of_ones_own_makes_pictures_comparable() {
    BufferedImage drawn =
        picture().panels(List.of(Panel.DENSITY)).peak(12).legend(false).build().toBufferedImage();

    assertThat(at(drawn, MARGIN + 200, MARGIN + 104)).isEqualTo(ColorMap.VIRIDIS.rgb(0.5));
  }

  @Test
  void large_photographs_are_made_smaller() {
    BufferedImage drawn =
        picture()
            .longestSide(100)
            .panels(List.of(Panel.DENSITY))
            .legend(false)
            .build()
            .toBufferedImage();

    assertThat(drawn.getWidth()).isEqualTo(100 + 2 * MARGIN);
    assertThat(drawn.getHeight()).isEqualTo(75 + 2 * MARGIN);
    assertThat(at(drawn, MARGIN + 50, MARGIN + 26)).isEqualTo(ColorMap.VIRIDIS.rgb(1));
  }

  @Test
  void a_caption_that_is_too_long_ends_in_an_ellipsis_within_the_picture() throws Exception {
    for (String name : List.of("WWWW MMMM.jpg", "street, 2026.jpg", "ilillilil.jpg", "広場の人々")) {
      String caption = "115 people in " + name.repeat(5);
      CrowdPicture picture = picture().longestSide(200).legend(false).caption(caption).build();

      BufferedImage drawn = picture.toBufferedImage();
      String line = texts(picture.toSvg()).get(0);
      assertThat(line).startsWith("115 people").endsWith("…");
      assertThat(caption).startsWith(line.substring(0, line.length() - 1));
      for (int y = 0; y < MARGIN + 30; y++) {
        assertThat(at(drawn, drawn.getWidth() - MARGIN, y)).as(line).isEqualTo(0xffffff);
        assertThat(at(drawn, drawn.getWidth() - 1, y)).as(line).isEqualTo(0xffffff);
      }
    }
    CrowdPicture fitting = picture().longestSide(200).legend(false).caption("115 people").build();
    assertThat(texts(fitting.toSvg())).containsExactly("115 people");
    CrowdPicture tiny = picture().longestSide(1).legend(false).caption("115 people").build();
    assertThat(texts(tiny.toSvg())).containsExactly("…");
  }

  @Test
  void zones_are_drawn_with_their_counts() throws Exception {
    Zones zones =
        Zones.of(
            400,
            300,
            List.of(
                Zone.of("left <half>", Polygon.of(0, 0, 200, 0, 200, 300, 0, 300)),
                Zone.of("dots", MaskShape.of(400, 300, (x, y) -> x > 250 && y < 100))));
    List<ZoneCount> counts = ZoneCounter.of(zones, 16).count(DENSITY);

    CrowdPicture picture = picture().legend(false).zones(zones, counts).build();

    BufferedImage drawn = picture.toBufferedImage();
    assertThat(at(drawn, MARGIN + 200, MARGIN + 250)).isEqualTo(0xE69F00);
    assertThat(at(drawn, MARGIN + 390, MARGIN + 20)).isNotEqualTo(0x646464);
    assertThat(at(drawn, MARGIN + 390, MARGIN + 200)).isEqualTo(0x646464);
    assertThat(texts(picture.toSvg())).containsExactly("left <half> 2", "dots 0");
  }

  @Test
  void people_per_square_metre_are_written_where_they_are_known() throws Exception {
    Zones zones =
        Zones.of(400, 300, List.of(Zone.of("all", Polygon.of(0, 0, 400, 0, 400, 300, 0, 300))));

    String svg =
        picture()
            .legend(false)
            .zones(zones, List.of(new ZoneCount("all", 3, OptionalDouble.of(2))))
            .build()
            .toSvg();

    assertThat(texts(svg)).containsExactly("all 3", "1.50/m²");
  }

  @Test
  void svg_holds_the_same_pixels_and_refers_to_nothing_outside() throws Exception {
    String svg =
        picture().panels(List.of(Panel.DENSITY)).caption("a & \"b\" \u0001").build().toSvg();

    Document document = parsed(svg);
    assertThat(texts(svg)).contains("a & \"b\" \uFFFD");
    Element image = (Element) document.getElementsByTagName("image").item(0);
    String address = image.getAttribute("xlink:href");
    assertThat(address).startsWith("data:image/png;base64,");
    BufferedImage shown =
        ImageIO.read(
            new ByteArrayInputStream(
                Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1))));
    assertThat(shown.getWidth()).isEqualTo(400);
    assertThat(at(shown, 200, 104)).isEqualTo(ColorMap.VIRIDIS.rgb(1));
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      assertThat(((Element) all.item(i)).getAttribute("xlink:href")).matches("(data:.*)?");
    }
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(String svg) throws Exception {
    NodeList texts = parsed(svg).getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  @Test
  void the_name_of_the_file_chooses_the_format() throws Exception {
    CrowdPicture picture = picture().build();

    picture.write(folder.resolve("a.PNG"));
    picture.write(folder.resolve("a.svg"));

    assertThat(ImageIO.read(folder.resolve("a.PNG").toFile()).getWidth())
        .isEqualTo(picture.toBufferedImage().getWidth());
    assertThat(Files.readString(folder.resolve("a.svg"))).isEqualTo(picture.toSvg());
    assertThatThrownBy(() -> picture.write(folder.resolve("a.jpg"))).hasMessageContaining("a.jpg");
    assertThat(folder.resolve("a.jpg")).doesNotExist();
  }

  @Test
  void an_empty_map_and_a_tiny_photograph_can_be_drawn() {
    BufferedImage drawn =
        CrowdPicture.builder(grey(1, 1), DensityMap.of(1, 1, new float[1]), 16)
            .build()
            .toBufferedImage();

    assertThat(at(drawn, MARGIN, MARGIN)).isEqualTo(0x646464);
  }

  @Test
  void what_does_not_fit_together_is_refused() {
    Zones zones = Zones.of(300, 400, List.of(Zone.of("a", Polygon.of(0, 0, 9, 0, 9, 9))));

    assertThatThrownBy(() -> CrowdPicture.builder(PHOTOGRAPH, DENSITY, 8))
        .hasMessageContaining("50x38 cells of 8")
        .hasMessageContaining("25x19");
    assertThatThrownBy(() -> picture().zones(zones, List.of()))
        .hasMessageContaining("300x400")
        .hasMessageContaining("400x300");
    assertThatThrownBy(() -> picture().zones(Zones.of(400, 300, zones.all()), List.of()))
        .hasMessage("there are 1 zones but 0 counts");
    List<ZoneCount> other = List.of(new ZoneCount("elsewhere", 3, OptionalDouble.empty()));
    assertThatThrownBy(() -> picture().zones(Zones.of(400, 300, zones.all()), other))
        .hasMessageMatching("zone 1 is \".*\" but the count in its place is of \"elsewhere\"");
    assertThatThrownBy(() -> picture().panels(List.of())).hasMessageContaining("one panel");
    assertThatThrownBy(() -> picture().peak(0)).hasMessageContaining("positive");
    assertThatThrownBy(() -> picture().longestSide(0)).hasMessageContaining("1 or more");
  }
}
