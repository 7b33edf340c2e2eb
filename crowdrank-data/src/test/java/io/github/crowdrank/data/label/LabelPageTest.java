package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.reader.DatasetFormats;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Clicks through the page. */
class LabelPageTest extends OpenedLabelPage {
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
  void a_dismissed_suggestion_comes_back_by_an_undo_that_leaves_the_heads() throws Exception {
    click(40, 30, "left");
    awaitText("people", "1 head, 2 suggested");
    click(70, 50, "right");
    awaitText("people", "1 head, 1 suggested");

    browser.press("ArrowRight");
    awaitText("problem", "b.jpg");
    browser.press("ArrowLeft");
    awaitText("people", "1 head, 1 suggested");
    browser.press("u");

    awaitText("people", "1 head, 2 suggested");
    assertThat(text("state")).isEmpty();
    assertThat(saved("a.csv")).hasSize(1);
    browser.press("u");
    awaitText("people", "not labelled, 2 suggested");
    browser.await("document.getElementById('state').textContent === 'saved'");
    assertThat(points.resolve("a.csv")).doesNotExist();
  }

  @Test
  void what_was_done_before_somebody_else_changed_the_file_cannot_be_undone() throws Exception {
    click(40, 30, "left");
    assertSaved("a.csv", at(40, 30));
    browser.press("ArrowRight");
    awaitText("problem", "b.jpg");
    Files.writeString(points.resolve("a.csv"), "1,2\n");

    browser.press("ArrowLeft");

    awaitText("people", "1 head, 2 suggested");
    assertThat(browser.evaluate("document.getElementById('undo').disabled").booleanValue())
        .isTrue();
  }

  @Test
  void the_keyboard_marks_one_head_at_a_place_however_long_enter_is_held() throws Exception {
    browser.evaluate("canvas.focus()");
    browser.press("Shift");
    browser.await("cursor !== null");
    browser.press("Enter");
    browser.press("Enter");
    assertThat(text("people")).isEqualTo("1 head, 2 suggested");

    for (int i = 0; i < 10; i++) {
      browser.press("ArrowRight");
    }
    for (String key : List.of("Enter", "Delete")) {
      browser.evaluate(
          "dispatchEvent(new KeyboardEvent('keydown', {key: '%s', repeat: true})); 0"
              .formatted(key));
    }
    assertThat(text("people")).isEqualTo("1 head, 2 suggested");
    browser.press("Enter");
    assertThat(text("people")).isEqualTo("2 heads, 2 suggested");
    double step = 4 / browser.evaluate("view.scale").doubleValue();
    assertSaved("a.csv", at(48, 32), at(48 + 10 * step, 32));
    browser.press("Delete");
    assertSaved("a.csv", at(48, 32));
  }

  /** Else a long list would keep the page from opening by the square of its length. */
  @Test
  void a_long_list_is_looked_at_a_few_times_and_not_once_for_each_of_its_pictures()
      throws Exception {
    int number = 300;
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < number; i++) {
      Files.copy(pictures.resolve("a.png"), many.resolve(i + ".png"));
    }
    open(LabelServer.builder(LabelFolder.open(many)));

    browser.evaluate(
        """
        (() => {
          window.looks = 0;
          const read = Response.prototype.json;
          Response.prototype.json = async function () {
            const answer = await read.call(this);
            answer.pictures?.forEach(it => {
              const people = it.people;
              Object.defineProperty(it, "people", {get: () => { looks++; return people; }});
            });
            return answer;
          };
          start().then(() => { window.opened = true; });
          return 0;
        })()
        """);
    browser.await("Boolean(window.opened)");

    assertThat(text("progress")).isEqualTo("0 of 300 pictures labelled, 0 heads");
    assertThat(browser.evaluate("looks").intValue()).isBetween(number, 10 * number);
  }

  @Test
  void keys_are_for_the_picture_after_a_click_on_a_button() throws Exception {
    browser.click("#nobody");
    assertSaved("a.csv");

    assertThat(browser.evaluate("document.activeElement === document.body").booleanValue())
        .isTrue();
  }

  @Test
  void other_buttons_and_a_second_finger_mark_nothing() throws Exception {
    click(40, 30, "middle");
    browser.evaluate(
        "for (const more of [{button: 3}, {button: 4}, {button: 0, isPrimary: false}])"
            + " for (const type of ['pointerdown', 'pointerup']) canvas.dispatchEvent("
            + "new PointerEvent(type, {pointerId: 1, isPrimary: true, clientX: 600,"
            + " clientY: 400, ...more})); 0");
    click(60, 30, "left");

    assertSaved("a.csv", at(60, 30));
  }

  @Test
  void a_message_does_not_move_the_picture() throws Exception {
    double[] before = inWindow(40, 30);
    browser.evaluate(
        "$('problem').textContent = 'x'; $('notice').textContent = 'y';"
            + " $('state').textContent = 'not saved'; 0");

    assertThat(inWindow(40, 30)).containsExactly(before);
  }

  @Test
  void a_click_after_turning_the_wheel_marks_what_is_under_the_mouse() throws Exception {
    // The browser tells a place of the wheel in whole pixels.
    double[] near = inWindow(24.5, 40.5);
    double[] under = at(Math.rint(near[0]), Math.rint(near[1]));
    double fitting = browser.evaluate("view.scale").doubleValue();
    double[] head =
        at(24.5 + (under[0] - near[0]) / fitting, 40.5 + (under[1] - near[1]) / fitting);

    browser.wheel(under[0], under[1], -400);
    browser.await("view.scale > 1.5 * " + fitting);

    assertThat(inWindow(head[0], head[1])).containsExactly(under, within(0.01));
    browser.click(under[0], under[1], "left");
    assertSaved("a.csv", head);
    click(31.5, 36.5, "left");
    assertSaved("a.csv", head, at(31.5, 36.5));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // which has no such names
  void names_of_files_are_text() throws Exception {
    String name = "<img src=x onerror=document.title=1>.png";
    Path others = folder.resolve("others");
    Fixtures.writeImage(others.resolve(name), Fixtures.scene(1));
    Files.writeString(others.resolve("z<b>.jpg"), "no picture");
    open(LabelServer.builder(LabelFolder.open(others)));

    awaitText("picture", "1. " + name + " (not labelled)");
    assertThat(text("picture")).contains("2. z<b>.jpg");
    click(40, 30, "left");
    browser.await("document.getElementById('state').textContent === 'saved'");
    assertThat(text("picture")).contains(name + " (1)");
    browser.press("ArrowRight");
    awaitText("problem", "z<b>.jpg");
    assertThat(browser.evaluate("document.querySelectorAll('img, b').length").intValue()).isZero();
  }

  private static String brightness(double x, double y) {
    return "canvas.getContext('2d').getImageData(...toScreen(%s, %s).map(Math.round), 1, 1).data[0]"
        .formatted(x, y);
  }

  /** The left half of the file is the upper half of the picture. */
  @Test
  void a_picture_stored_sideways_is_shown_and_labelled_upright() throws Exception {
    BufferedImage stored = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D right = stored.createGraphics();
    right.fillRect(48, 0, 48, 64);
    right.dispose();
    Path all = Files.createDirectory(folder.resolve("turned"));
    Path turned = all.resolve("a.jpg");
    ImageIO.write(stored, "jpg", turned.toFile());
    Files.write(turned, Fixtures.withOrientation(Files.readAllBytes(turned), 6));
    open(LabelServer.builder(LabelFolder.open(all, points)));

    assertThat(browser.evaluate("[current.width, current.height]").toString()).isEqualTo("[64,96]");
    browser.await(brightness(32, 20) + " < 20 && " + brightness(32, 76) + " > 235");
    click(50, 90, "left");
    assertSaved("a.csv", at(50, 90));
  }
}
