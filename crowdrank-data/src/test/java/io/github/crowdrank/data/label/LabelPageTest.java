package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.crowdrank.browser.Browser;
import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clicks through the page in a real browser. */
class LabelPageTest {
  private static final List<HeadPoint> SUGGESTED =
      List.of(new HeadPoint(20.5, 16.125), new HeadPoint(70, 50));

  @TempDir Path folder;
  private Path pictures;
  private Path points;
  private LabelServer server;
  private Browser browser;

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

  private String text(String id) throws Exception {
    return browser.evaluate("document.getElementById('" + id + "').textContent").textValue();
  }

  private void awaitText(String id, String text) throws Exception {
    browser.await("document.getElementById('%s').textContent.includes('%s')".formatted(id, text));
  }

  /** Where a place in the picture is in the window. */
  private double[] inWindow(double x, double y) throws Exception {
    JsonNode place =
        browser.evaluate(
            "((box, at) => [box.left + at[0], box.top + at[1]])(canvas.getBoundingClientRect(),"
                + " toScreen(%s, %s))".formatted(x, y));
    return new double[] {place.get(0).doubleValue(), place.get(1).doubleValue()};
  }

  private void click(double x, double y, String button) throws Exception {
    double[] place = inWindow(x, y);
    browser.click(place[0], place[1], button);
  }

  private List<HeadPoint> saved(String name) throws IOException {
    return AnnotationReader.csv().read(points.resolve(name)).get(0).points();
  }

  private void assertSaved(String name, double[]... expected) throws Exception {
    browser.await("document.getElementById('state').textContent === 'saved'");
    List<HeadPoint> saved = saved(name);
    assertThat(saved).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(saved.get(i).x()).as("%s", saved).isCloseTo(expected[i][0], within(0.2));
      assertThat(saved.get(i).y()).as("%s", saved).isCloseTo(expected[i][1], within(0.2));
    }
  }

  private static double[] at(double x, double y) {
    return new double[] {x, y};
  }

  @Test
  void heads_that_are_clicked_are_saved_undone_and_there_after_loading_again() throws Exception {
    assertThat(text("people")).isEqualTo("not labelled, 2 suggested");

    click(40, 30, "left");
    awaitText("people", "1 head,");
    click(60, 20, "left");
    awaitText("people", "2 heads,");
    assertSaved("a.csv", at(40, 30), at(60, 20));
    browser.click("#undo");
    awaitText("people", "1 head,");
    assertSaved("a.csv", at(40, 30));

    browser.reload();
    awaitText("people", "1 head, 2 suggested");
    assertThat(browser.evaluate("current.points.length").intValue()).isEqualTo(1);
    assertThat(text("progress")).isEqualTo("1 of 3 pictures labelled, 1 head");
  }

  @Test
  void heads_are_moved_and_taken_away_and_suggestions_accepted() throws Exception {
    click(20, 16, "left");
    awaitText("people", "1 head, 1 suggested");
    browser.await("document.getElementById('state').textContent === 'saved'");
    assertThat(saved("a.csv")).containsExactly(SUGGESTED.get(0));

    double[] from = inWindow(20.5, 16.125);
    double[] to = inWindow(80, 12);
    browser.drag(from[0], from[1], to[0], to[1]);
    awaitText("people", "1 head, 2 suggested");
    assertSaved("a.csv", at(80, 12));

    browser.press("a");
    awaitText("people", "3 heads");
    assertSaved("a.csv", at(80, 12), at(20.5, 16.125), at(70, 50));
    click(80, 12, "right");
    awaitText("people", "2 heads");
    assertSaved("a.csv", at(20.5, 16.125), at(70, 50));

    double fitting = browser.evaluate("view.scale").doubleValue();
    browser.press("+");
    browser.press("+");
    browser.await("view.scale > 2 * " + fitting);
    click(50, 33.3, "left");
    awaitText("people", "3 heads");
    assertSaved("a.csv", at(20.5, 16.125), at(70, 50), at(50, 33.3));

    double[] before = inWindow(55, 33);
    browser.drag(before[0], before[1], before[0] - 60, before[1] - 30);
    assertThat(inWindow(55, 33)).containsExactly(at(before[0] - 60, before[1] - 30), within(0.01));
    assertThat(text("people")).isEqualTo("3 heads");
  }

  @Test
  void a_broken_picture_says_so_and_is_skipped_and_one_can_be_empty() throws Exception {
    browser.press("ArrowRight");
    awaitText("problem", "b.jpg");
    awaitText("picture", "b.jpg (cannot be read)");
    browser.press("ArrowRight");
    awaitText("people", "not labelled, 2 suggested");
    assertThat(text("problem")).isEmpty();

    browser.click("#nobody");
    awaitText("people", "0 heads");
    assertSaved("c.csv");
    browser.press("u");
    awaitText("people", "not labelled");
    browser.await("document.getElementById('state').textContent === 'saved'");
    assertThat(points.resolve("c.csv")).doesNotExist();

    click(30, 30, "left");
    awaitText("people", "1 head,");
    browser.click("#export");
    awaitText("notice", "1 picture exported to ");
    assertThat(text("notice")).contains("2 pictures not labelled yet");
    assertThat(DatasetFormats.named("coco").open(folder.resolve("pictures-coco"), "all").size())
        .isEqualTo(1);
  }

  @Test
  void what_cannot_be_saved_is_told_kept_and_tried_again() throws Exception {
    Files.delete(points);
    click(40, 30, "left");
    awaitText("problem", "Not saved: ");
    assertThat(text("problem")).contains("a.csv cannot be written: there is no folder ");
    browser.press("ArrowRight");
    browser.await("saving === null");
    assertThat(browser.evaluate("current.index").intValue()).isZero();

    Files.createDirectory(points);
    assertSaved("a.csv", at(40, 30));
    assertThat(text("problem")).isEmpty();

    Files.writeString(points.resolve("a.csv"), "1,2\n3,4\n");
    click(60, 30, "left");
    awaitText("problem", "a.csv was changed by somebody else");
    assertThat(saved("a.csv")).containsExactly(new HeadPoint(1, 2), new HeadPoint(3, 4));
  }

  /** The server gets what the page saves, and its answers get lost until {@code lost} is false. */
  private void loseAnswers() throws Exception {
    browser.evaluate(
        "(real => { window.lost = true; window.fetch = async (path, request) => {"
            + " const answer = await real(path, request);"
            + " if (lost && request.method === 'PUT') { throw new TypeError('lost'); }"
            + " return answer; }; })(window.fetch); 0");
  }

  @Test
  void an_undo_after_a_lost_answer_is_saved_before_it_is_called_saved() throws Exception {
    loseAnswers();
    click(40, 30, "left");
    awaitText("problem", "Not saved: the server does not answer");
    assertThat(saved("a.csv")).hasSize(1);

    browser.evaluate("lost = false; undo(); 0");
    awaitText("people", "not labelled");
    browser.await("document.getElementById('state').textContent === 'saved'");

    assertThat(points.resolve("a.csv")).doesNotExist();
    assertThat(text("problem")).isEmpty();
  }

  @Test
  void a_change_after_a_lost_answer_is_not_taken_for_somebody_elses() throws Exception {
    loseAnswers();
    click(40, 30, "left");
    awaitText("problem", "Not saved: the server does not answer");

    browser.evaluate("lost = false; 0");
    click(60, 20, "left");
    awaitText("people", "2 heads,");

    assertSaved("a.csv", at(40, 30), at(60, 20));
    assertThat(text("problem")).isEmpty();
  }

  @Test
  void an_undo_after_a_refusal_does_not_call_saved_what_somebody_else_wrote() throws Exception {
    click(40, 30, "left");
    assertSaved("a.csv", at(40, 30));
    Files.writeString(points.resolve("a.csv"), "1,2\n");
    click(60, 20, "left");
    awaitText("problem", "a.csv was changed by somebody else");

    browser.evaluate("document.getElementById('problem').textContent = ''; undo(); 0");

    awaitText("problem", "a.csv was changed by somebody else");
    assertThat(text("state")).isEqualTo("not saved");
    assertThat(saved("a.csv")).containsExactly(new HeadPoint(1, 2));
  }
}
