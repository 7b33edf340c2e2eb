package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to fill the memory, to take forever or to lead elsewhere. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileAnnotationsTest {
  private static final Labels LABELS = Labels.people();
  private static final AnnotationReader JSON_LINES = AnnotationReader.jsonLines();
  private static final AnnotationReader COCO = AnnotationReader.coco(LABELS);
  private static final AnnotationReader LABEL_ME = AnnotationReader.labelMe(LABELS);
  private static final AnnotationReader CVAT = AnnotationReader.cvat(LABELS);
  private static final AnnotationReader VOC = AnnotationReader.pascalVoc(LABELS);
  private static final AnnotationReader CSV = AnnotationReader.csv();
  private static final int HUGE = 5_000_000;
  private static final String IMAGE = "<annotations><image name='a' width='2' height='2'>";

  @TempDir private Path folder;

  /** A file: what it begins with, what is repeated how often, and what it ends with. */
  private static Arguments file(
      String name,
      AnnotationReader reader,
      String start,
      String repeated,
      int times,
      String end,
      String refusal) {
    return Arguments.of(name, reader, List.of(start, repeated, end), times, refusal);
  }

  static Stream<Arguments> files() {
    String bomb =
        "<!DOCTYPE a [<!ENTITY a 'ha'>%s]><annotations>&z;</annotations>"
            .formatted("<!ENTITY b '&a;&a;&a;&a;&a;&a;'>");
    String outside = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><annotations>&x;";
    String open = "{\"shapes\":[],\"x\":";
    return Stream.of(
        file("billion laughs", CVAT, bomb, "", 0, "", "a document type (DOCTYPE) is not read"),
        file("external entity", VOC, outside, "", 0, "", "a document type (DOCTYPE)"),
        file("external DTD", CVAT, "<!DOCTYPE a SYSTEM 'http://x/'>", "", 0, "", "DOCTYPE"),
        file("deep XML", CVAT, "<annotations>", "<a>", 1_000_000, "", "line 1: not sound XML: "),
        file("deep JSON", LABEL_ME, open, "[", 1_000_000, "", "too much: Document nesting"),
        file("deep objects", COCO, "", "{\"a\":", 1_000_000, "", "too much: Document nesting"),
        file(
            "long number",
            JSON_LINES,
            "{\"image\":\"a\",\"points\":[[",
            "1",
            HUGE,
            "",
            "points[0]"),
        file("long name", LABEL_ME, "{\"", "x", HUGE, "\":1,\"shapes\":[]}", "too much"),
        file("long text", JSON_LINES, "{\"image\":\"", "x", HUGE, "\"}", "image (line 1, column"),
        file("long line", CSV, "", "1", HUGE, ",2", "line 1 is \"111"),
        file("long attribute", CVAT, IMAGE + "<points x='", "1", HUGE, "'/>", "4000000 characters"),
        file("comment in a comment", CVAT, "<!--", "<--", HUGE / 3, "", "XML"),
        file("long namespace", CVAT, "<a xmlns='", "x", HUGE, "'/>", "line 1: not sound XML: "),
        file("long comment", CVAT, "<!--", "<a>", HUGE / 3, "", "4000000 characters"),
        file(
            "open comment",
            CVAT,
            "<annotations><!-->",
            "x<",
            HUGE / 2,
            "--></annotations>",
            "4000000"),
        file("open declaration", CVAT, "<?xml version='?>", "x<", HUGE / 2, "'?><a/>", "4000000"),
        file("long section", CVAT, "<annotations><![CDATA[", "<a>", HUGE / 3, "", "4000000"),
        file("long instruction", CVAT, "<?x ", "<a>", HUGE / 3, "", "4000000 characters"),
        file("long text in XML", CVAT, "<annotations>", "x", HUGE, "", "4000000 characters"),
        file("large VOC", VOC, "<annotation>", "<a/>", 5_000_000, "", "16777216 bytes"),
        file("points in CSV", CSV, "", "1,2\n", 200_000, "", "line 100001 is one point too many"),
        file(
            "points in JSON Lines",
            JSON_LINES,
            "{\"image\":\"a\",\"points\":[",
            "[1,2],",
            200_000,
            "",
            "points[100000] (line 1, column 600028) is one point too many: at most 100000 of an image"),
        file(
            "points of a file",
            CSV,
            "image,x,y\n",
            pointsOfEighty(),
            25_001,
            "",
            "is one point too many: at most 2000000 of a file are read"),
        file(
            "points in CVAT",
            CVAT,
            IMAGE,
            "<points label='head' points='1,2'/>",
            200_000,
            "",
            "line 1, <points> is one point too many"),
        file(
            "points in COCO",
            COCO,
            "{\"images\":[{\"id\":1,\"file_name\":\"a\"}],\"annotations\":[",
            "{\"image_id\":1,\"bbox\":[1,2,3,4]},",
            200_000,
            "{}]}",
            "annotations[100000] (line 1"),
        file(
            "keypoints",
            COCO,
            "{\"images\":[],\"annotations\":[{\"keypoints\":[",
            "1,",
            1_000_000,
            "1]}]}",
            "annotations[0].keypoints[3000]"),
        file("huge number", CSV, "1e999999,2", "", 0, "", "line 1 is \"1e999999,2\""),
        file(
            "huge number in XML",
            CVAT,
            IMAGE + "<points label='head' points='1e999999,2'/>",
            "",
            0,
            "",
            "points is \"1e999999\""),
        file("NUL", CSV, "1,2\0", "", 0, "", "line 1"),
        file("NUL in XML", VOC, "<annotation>\0</annotation>", "", 0, "", "line 1: not sound XML"),
        file("NUL in JSON", LABEL_ME, "{\0}", "", 0, "", "line 1, column 1: not sound JSON"));
  }

  private static String pointsOfEighty() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      lines.append(i).append(".jpg,1,2\n");
    }
    return lines.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void hostile_files_are_refused(
      String name, AnnotationReader reader, List<String> parts, int times, String refusal)
      throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(bytes(parts.get(0)));
      byte[] repeated = bytes(parts.get(1));
      for (int i = 0; i < times; i++) {
        out.write(repeated);
      }
      out.write(bytes(parts.get(2)));
    }
    assertThatThrownBy(() -> reader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(refusal);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void what_is_not_utf_8_is_refused_by_every_reader() throws IOException {
    Path file = folder.resolve("a");
    for (AnnotationReader reader : List.of(JSON_LINES, COCO, LABEL_ME, CVAT, VOC, CSV)) {
      Files.write(file, new byte[] {' ', (byte) 0xff, (byte) 0xfe, '1'});
      assertThatThrownBy(() -> reader.read(file)).hasMessageContaining("not text in UTF-8");
      // A lone surrogate, as no encoder should write it.
      Files.write(file, new byte[] {' ', (byte) 0xed, (byte) 0xa0, (byte) 0x80});
      assertThatThrownBy(() -> reader.read(file)).hasMessageContaining("not text in UTF-8");
    }
  }

  @Test
  void an_image_within_a_file_is_passed_over_and_a_byte_order_mark_ignored() throws IOException {
    Path file = folder.resolve("a.json");
    String text = "\ufeff{\"imageData\":\"%s\",\"shapes\":[]}".formatted("A".repeat(8_000_000));
    Files.writeString(file, text);
    assertThat(LABEL_ME.read(file)).containsExactly(TextFile.annotation(""));
  }

  /** Each # is a number of its own: what the parser keeps for good of what stands there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a#/>",
        "<a a#='1'/>",
        "<?a#?>",
        "<p#:a xmlns:p#='u'/>",
        "<a xmlns:p#='u' p#:b='1'/>",
        "<a xmlns:p#='u'/>",
        "<a xmlns='u#'/>"
      })
  void names_do_not_pile_up(String kind) throws IOException {
    for (boolean more : new boolean[] {false, true}) {
      Path file = folder.resolve("a.xml");
      try (Writer text = Files.newBufferedWriter(file)) {
        text.write("<annotations>");
        for (int i = 0; i < (more ? 3000 : 300); i++) {
          text.write(kind.replace("#", String.valueOf(i)));
        }
        text.write("</annotations>");
      }
      if (more) {
        assertThatThrownBy(() -> CVAT.read(file))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(
                "elements, attributes, instructions and namespaces have more than 2000 names");
      } else {
        assertThat(CVAT.read(file)).isEmpty();
      }
    }
  }

  @Test
  void names_made_of_few_prefixes_and_few_names_do_not_pile_up() throws IOException {
    StringBuilder text = new StringBuilder("<annotations");
    for (int prefix = 0; prefix < 60; prefix++) {
      text.append(" xmlns:p").append(prefix).append("='u'");
    }
    text.append('>');
    for (int i = 0; i < 3000; i++) {
      text.append("<p").append(i / 60).append(":a").append(i % 60).append("/>");
    }
    Path file = Files.writeString(folder.resolve("a.xml"), text.append("</annotations>"));
    assertThatThrownBy(() -> CVAT.read(file)).hasMessageContaining("have more than 2000 names");
  }

  @Test
  void instructions_before_the_first_element_do_not_pile_up() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append("<?a").append(i).append("?>");
    }
    Path file = Files.writeString(folder.resolve("a.xml"), text.append("<annotations/>"));
    assertThatThrownBy(() -> CVAT.read(file)).hasMessageContaining("have more than 2000 names");
  }
}
