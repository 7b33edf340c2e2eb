package io.github.crowdrank.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.crowdrank.browser.Browser;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.zone.ZoneCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultPageTest {
  private static final String NASTY = "<img src=x onerror='document.title=1'> & \"10\".jpg";

  @TempDir Path folder;
  private Path page;

  @BeforeEach
  void name() {
    page = folder.resolve("page.html");
  }

  private static RgbImage grey() {
    byte[] samples = new byte[3 * 64 * 48];
    Arrays.fill(samples, (byte) 130);
    return RgbImage.of(64, 48, samples);
  }

  private static PictureResult counted(String name, float people, double inZone) {
    return new PictureResult.Counted(
        name,
        grey(),
        DensityMap.of(2, 2, new float[] {people / 2, people / 4, people / 4, 0}),
        32,
        List.of(new ZoneCount("stage", inZone, OptionalDouble.of(2))),
        people > 100 ? List.of("cut off") : List.of());
  }

  private void write() throws IOException {
    ResultPage.titled("Fair {{rows}} {{zones}}")
        .withZones(List.of("stage <1>"))
        .write(
            page,
            Stream.of(
                counted("2.jpg", 9.5f, 1),
                new PictureResult.Failed("broken.jpg", "no <picture>"),
                counted(NASTY, 120, 8),
                counted("10.jpg", 20, -0.25)));
  }

  @Test
  void a_browser_sorts_by_a_click_on_a_heading_and_shows_the_photograph_by_one_on_the_picture()
      throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium on the path (Debian: apt install chromium)");
    write();

    try (Browser browser =
        Browser.open(program.orElseThrow(), folder.resolve("profile"), page.toUri())) {
      assertThat(names(browser)).containsExactly("2.jpg", "broken.jpg", NASTY, "10.jpg");
      assertThat(browser.evaluate("document.title").textValue())
          .isEqualTo("Fair {{rows}} {{zones}}");
      assertThat(browser.evaluate("document.getElementById('summary').textContent").textValue())
          .isEqualTo("4 pictures, 1 not counted, 149.5 people together");

      browser.click("thead th:nth-child(3) button");
      assertThat(names(browser)).containsExactly("2.jpg", "10.jpg", NASTY, "broken.jpg");
      assertThat(sorting(browser)).isEqualTo("ascending");
      browser.click("thead th:nth-child(3) button");
      assertThat(names(browser)).containsExactly(NASTY, "10.jpg", "2.jpg", "broken.jpg");
      assertThat(sorting(browser)).isEqualTo("descending");

      browser.click("thead th:nth-child(2) button");
      assertThat(names(browser)).containsExactly(NASTY, "2.jpg", "10.jpg", "broken.jpg");
      browser.click("thead th:nth-child(4) button");
      assertThat(names(browser)).containsExactly("10.jpg", "2.jpg", NASTY, "broken.jpg");

      assertThat(shown(browser)).isEqualTo("density");
      browser.click("tbody tr button.thumbnail");
      assertThat(shown(browser)).isEqualTo("photograph");
      browser.click("tbody tr button.thumbnail");
      assertThat(shown(browser)).isEqualTo("density");

      assertThat(
              browser
                  .evaluate("[...document.images].every(it => it.naturalWidth === 64)")
                  .booleanValue())
          .isTrue();
      assertThat(browser.evaluate("performance.getEntriesByType('resource').length").intValue())
          .as("what the page loaded besides itself")
          .isEqualTo(
              browser
                  .evaluate(
                      "performance.getEntriesByType('resource')"
                          + ".filter(it => it.name.startsWith('data:')).length")
                  .intValue());
    }
  }

  private static List<String> names(Browser browser) throws Exception {
    List<String> names = new ArrayList<>();
    for (JsonNode name :
        browser.evaluate("[...document.querySelectorAll('td.name')].map(it => it.textContent)")) {
      names.add(name.textValue());
    }
    return names;
  }

  private static String sorting(Browser browser) throws Exception {
    return browser
        .evaluate("document.querySelector('th[aria-sort]').getAttribute('aria-sort')")
        .textValue();
  }

  private static String shown(Browser browser) throws Exception {
    return browser
        .evaluate(
            "[...document.querySelector('tbody tr').querySelectorAll('img')]"
                + ".filter(it => it.offsetWidth > 0).map(it => it.className).join()")
        .textValue();
  }

  @Test
  void names_are_text_and_pictures_are_inside() throws Exception {
    write();

    String html = Files.readString(page);
    assertThat(html)
        .contains("&lt;img src=x onerror=&#39;document.title=1&#39;&gt; &amp; &quot;10&quot;.jpg")
        .doesNotContain("<img src=x")
        .contains("stage &lt;1&gt;", "no &lt;picture&gt;", "4.00/m²")
        .contains("data-value=\"9.5\">9.5<")
        .doesNotContainPattern("(src|href)=\"(?!data:)");
  }

  /** It would be drawn in the wrong place. */
  @Test
  void a_map_of_fewer_cells_than_the_picture_has_is_no_result() {
    DensityMap narrow = DensityMap.of(1, 2, new float[] {3, 4});

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PictureResult.Counted("a.jpg", grey(), narrow, 32, List.of(), List.of()))
        .withMessage("a.jpg of 64x48 pixels has 2x2 cells of 32 but the density map has 1x2");
  }

  @Test
  void a_page_that_fails_half_way_is_not_there() throws Exception {
    ResultPage titled = ResultPage.titled("x");
    Files.writeString(page, "old");

    assertThatThrownBy(() -> titled.write(page, Stream.of(counted("a", 1, 1))))
        .hasMessage("a has counts of 1 zones but the page has 0 zones");
    Stream<PictureResult> failing =
        Stream.<PictureResult>of(new PictureResult.Failed("a", "b"))
            .peek(
                it -> {
                  throw new UncheckedIOException(new IOException("full"));
                });
    assertThatThrownBy(() -> titled.write(page, failing)).hasMessageContaining("full");

    assertThat(Files.readString(page)).isEqualTo("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(page);
    }
  }
}
