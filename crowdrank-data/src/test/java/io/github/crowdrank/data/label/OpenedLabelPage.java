package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.crowdrank.browser.Browser;
import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, with two pictures of 96x64 pixels and a broken one between them. */
abstract class OpenedLabelPage {
  static final List<HeadPoint> SUGGESTED =
      List.of(new HeadPoint(20.5, 16.125), new HeadPoint(70, 50));

  @TempDir Path folder;
  Path pictures;
  Path points;
  LabelServer server;
  Browser browser;

  @BeforeEach
  void open() throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium on the path (Debian: apt install chromium)");
    pictures = folder.resolve("pictures");
    points = folder.resolve("points");
    Fixtures.writeImage(pictures.resolve("a.png"), Fixtures.scene(1));
    Files.writeString(pictures.resolve("b.jpg"), "no picture");
    Fixtures.writeImage(pictures.resolve("c.png"), Fixtures.scene(2));
    server =
        LabelServer.builder(LabelFolder.open(pictures, points))
            .suggestions(image -> SUGGESTED)
            .exportFormat("coco")
            .start();
    browser = Browser.open(program.orElseThrow(), folder.resolve("profile"), server.address());
    browser.await("document.getElementById('people').textContent.includes('2 suggested')");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
      server.close();
    }
  }

  /** Goes to the page of other pictures. */
  void open(LabelServer.Builder others) throws Exception {
    server.close();
    server = others.start();
    browser.go(server.address());
    browser.await("Boolean(current?.bitmap)");
  }

  String text(String id) throws Exception {
    return browser.evaluate("document.getElementById('" + id + "').textContent").textValue();
  }

  void awaitText(String id, String text) throws Exception {
    browser.await("document.getElementById('%s').textContent.includes('%s')".formatted(id, text));
  }

  /** Where a place in the picture is in the window. */
  double[] inWindow(double x, double y) throws Exception {
    JsonNode place =
        browser.evaluate(
            "((box, at) => [box.left + at[0], box.top + at[1]])(canvas.getBoundingClientRect(),"
                + " toScreen(%s, %s))".formatted(x, y));
    return new double[] {place.get(0).doubleValue(), place.get(1).doubleValue()};
  }

  void click(double x, double y, String button) throws Exception {
    double[] place = inWindow(x, y);
    browser.click(place[0], place[1], button);
  }

  List<HeadPoint> saved(String name) throws IOException {
    return AnnotationReader.csv().read(points.resolve(name)).get(0).points();
  }

  void assertSaved(String name, double[]... expected) throws Exception {
    browser.await("document.getElementById('state').textContent === 'saved'");
    List<HeadPoint> saved = saved(name);
    assertThat(saved).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(saved.get(i).x()).as("%s", saved).isCloseTo(expected[i][0], within(0.2));
      assertThat(saved.get(i).y()).as("%s", saved).isCloseTo(expected[i][1], within(0.2));
    }
  }

  static double[] at(double x, double y) {
    return new double[] {x, y};
  }
}
