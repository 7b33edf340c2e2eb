package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.density.HeadPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page does about points that cannot be saved. */
class LabelPageTroubleTest extends OpenedLabelPage {
  @Test
  void what_cannot_be_saved_is_told_kept_and_tried_again() throws Exception {
    Files.delete(points.resolve(LabelServer.LOCK));
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
  void a_change_after_a_failure_behind_the_write_is_not_taken_for_somebody_elses()
      throws Exception {
    browser.evaluate(
        "(real => { window.failing = true; window.fetch = async (path, request) => {"
            + " const answer = await real(path, request);"
            + " return failing && request.method === 'PUT'"
            + " ? new Response('the folder cannot be forced', {status: 500}) : answer;"
            + " }; })(window.fetch); 0");
    click(40, 30, "left");
    awaitText("problem", "Not saved: the server answered 500");
    assertThat(saved("a.csv")).hasSize(1);

    browser.evaluate("failing = false; 0");
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

  /** Somebody pastes the address of a new run into the tab; only what follows # is another. */
  private void paste(LabelServer.Builder builder) throws Exception {
    server = builder.port(server.address().getPort()).start();
    browser.evaluate("location.hash = '" + server.address().getFragment() + "'");
  }

  @Test
  void clicks_made_while_the_server_was_down_are_saved_by_its_next_run() throws Exception {
    click(40, 30, "left");
    assertSaved("a.csv", at(40, 30));
    server.close();
    click(60, 20, "left");
    awaitText("problem", "paste its new address into this tab");

    paste(LabelServer.builder(LabelFolder.open(pictures, points)));

    browser.await(
        "!isUnsaved() && performance.getEntriesByType('navigation')[0].type === 'reload'");
    awaitText("people", "2 heads");
    assertThat(saved("a.csv")).hasSize(2);
    assertThat(text("problem")).isEmpty();
  }

  @Test
  void they_are_not_saved_by_a_run_that_has_other_pictures() throws Exception {
    Path others = folder.resolve("others");
    Fixtures.writeImage(others.resolve("a.png"), Fixtures.scene(1));
    server.close();
    click(60, 20, "left");
    awaitText("problem", "Not saved: the server does not answer");

    paste(LabelServer.builder(LabelFolder.open(others)));

    awaitText("notice", "The pasted address does not help: it is not of the pictures in ");
    awaitText("problem", "paste the address that was printed");
    assertThat(text("people")).startsWith("1 head");
    assertThat(others.resolve("a.csv")).doesNotExist();
  }

  @Test
  void an_export_waits_for_points_that_cannot_be_saved() throws Exception {
    Files.delete(points.resolve(LabelServer.LOCK));
    Files.delete(points);
    click(40, 30, "left");
    awaitText("problem", "Not saved: ");

    browser.click("#export");

    awaitText("notice", "Not exported: the newest points are not saved");
    assertThat(folder.resolve("pictures-coco")).doesNotExist();
  }

  @Test
  void saving_does_not_take_another_problem_away() throws Exception {
    browser.evaluate("$('problem').textContent = 'Not exported: x'; 0");
    click(40, 30, "left");

    assertSaved("a.csv", at(40, 30));
    assertThat(text("problem")).isEqualTo("Not exported: x");
  }
}
