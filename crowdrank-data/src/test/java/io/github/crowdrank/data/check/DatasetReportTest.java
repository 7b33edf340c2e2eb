package io.github.crowdrank.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.data.check.CountHistogram.Bin;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DatasetReportTest {
  private static final Path IMAGE = Path.of("images", "\u00e4 & <b>.jpg");

  @TempDir private Path folder;

  private final Locale locale = Locale.getDefault();

  private final DatasetReport report =
      new DatasetReport(
          List.of(
              split("train & <co>", false, 0, 0, 3, 12, 12_345), split("test", true, 12, 14, 100)),
          List.of(
              new DatasetFault(Kind.POINT_OUTSIDE, IMAGE, "first"),
              new DatasetFault(Kind.CLOSE_POINTS, IMAGE, "second"),
              new DatasetFault(Kind.POINT_OUTSIDE, Path.of("b.mat"), "third")));

  private static CheckedSplit split(String name, boolean testSplit, int... heads) {
    return new CheckedSplit(
        name,
        testSplit,
        IntStream.range(0, heads.length)
            .mapToObj(
                i ->
                    new CheckedImage(
                        "IMG_" + i,
                        IMAGE,
                        heads[i],
                        i == 0 ? Optional.empty() : Optional.of(new ImageSize(40 + i, 30)),
                        i == 1))
            .toList());
  }

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
  }

  @Test
  void markdown_names_as_many_faults_of_a_kind_as_asked_and_counts_all() {
    Locale.setDefault(Locale.GERMANY);
    assertThat(report.markdown(1))
        .contains(
            "# train & <co> + test\n",
            "| train & <co> | 5 | 12360 | 0 | 2472.0 | 12345 | 1 | 4, 41 to 44 wide",
            "| together | 8 | 12486 | 0 | 1560.8 | 12345 | 2 |",
            "| 10-14 | 3 |",
            "2 errors, 0 suspicions, 1 notes.",
            "## point outside (error): 2\n\n- `" + IMAGE + "`: first\n- and 1 more\n",
            "## close points (note): 1\n")
        .doesNotContain("third");
    assertThat(report.markdown(2)).contains("- `b.mat`: third\n").doesNotContain("more");
  }

  @Test
  void json_holds_every_image_and_fault() throws Exception {
    Path file = folder.resolve("report.json");
    report.writeJson(file);

    JsonNode root = new ObjectMapper().readTree(file.toFile());

    assertThat(root.get("name").textValue()).isEqualTo("train & <co> + test");
    assertThat(root.at("/splits/0/heads").intValue()).isEqualTo(12_360);
    assertThat(root.at("/splits/1/test").booleanValue()).isTrue();
    assertThat(root.at("/splits/0/each")).hasSize(5);
    assertThat(root.at("/splits/0/each/0").has("width")).isFalse();
    assertThat(root.at("/splits/0/each/1/width").intValue()).isEqualTo(41);
    assertThat(root.at("/splits/0/each/1/grey").booleanValue()).isTrue();
    assertThat(root.at("/byKind/point-outside").intValue()).isEqualTo(2);
    assertThat(root.at("/faults")).hasSize(3);
    assertThat(root.at("/faults/0/file").textValue()).isEqualTo(IMAGE.toString());
    assertThat(root.at("/faults/1/severity").textValue()).isEqualTo("note");
    assertThat(root.at("/histogram/0/images").intValue()).isEqualTo(2);
  }

  @Test
  void markdown_in_a_file_names_all_faults() throws Exception {
    Path file = folder.resolve("report.md");
    report.writeMarkdown(file);
    assertThat(Files.readString(file)).isEqualTo(report.markdown(3));
  }

  @Test
  void the_chart_has_a_bar_for_each_split_as_high_as_its_images_are_many() throws Exception {
    Path file = folder.resolve("counts.svg");
    report.writeHistogram(file);

    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();

    List<String> texts = new ArrayList<>();
    NodeList nodes = svg.getElementsByTagName("text");
    IntStream.range(0, nodes.getLength()).forEach(i -> texts.add(nodes.item(i).getTextContent()));
    assertThat(texts)
        .contains(
            "train & <co> + test",
            "8 images, 12,486 heads",
            "test: 3 images, 126 heads",
            "10-14",
            "10000-14999",
            "heads in an image");
    List<Double> heights = new ArrayList<>();
    NodeList bars = svg.getElementsByTagName("rect");
    for (int i = 0; i < bars.getLength(); i++) {
      Element bar = (Element) bars.item(i);
      if (bar.getAttribute("fill").equals("#2b7a78") && !bar.getAttribute("height").equals("12")) {
        heights.add(Double.valueOf(bar.getAttribute("height")));
      }
    }
    List<Bin> bins = report.histogram().bins();
    assertThat(heights).hasSize(bins.size());
    double perImage = heights.get(0) / 2;
    for (int i = 0; i < bins.size(); i++) {
      assertThat(heights.get(i)).isEqualTo(perImage * bins.get(i).images().get(0));
    }
  }

  @Test
  void json_has_all_its_fields_where_there_is_nothing() throws Exception {
    Path file = folder.resolve("empty.json");
    new DatasetReport(List.of(split("none", false)), List.of()).writeJson(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("name", "splits", "histogram", "byKind", "faults");
    assertThat(json.get("histogram").isArray()).isTrue();
    assertThat(json.get("histogram")).isEmpty();
  }

  @Test
  void an_empty_chart_is_a_chart() throws Exception {
    Path file = folder.resolve("empty.svg");
    new DatasetReport(List.of(split("none", false)), List.of()).writeHistogram(file);
    assertThat(Files.readString(file)).contains("0 images, 0 heads").endsWith("</svg>\n");
  }

  @Test
  void bins_follow_each_other_without_gaps_and_hold_every_image_once() {
    int[] counts = IntStream.concat(IntStream.range(0, 3000), IntStream.of(99_999)).toArray();
    List<Bin> bins = CountHistogram.of(List.of(split("all", false, counts))).bins();
    assertThat(bins.stream().limit(10).map(Bin::label))
        .containsExactly(
            "0", "1-3", "4-5", "6-9", "10-14", "15-24", "25-39", "40-59", "60-99", "100-149");
    for (int i = 1; i < bins.size(); i++) {
      assertThat(bins.get(i).from()).isEqualTo(bins.get(i - 1).to() + 1);
    }
    for (Bin bin : bins) {
      long expected =
          IntStream.of(counts).filter(count -> count >= bin.from() && count <= bin.to()).count();
      assertThat(bin.total()).isEqualTo((int) expected);
    }
    assertThat(bins.stream().mapToInt(Bin::total).sum()).isEqualTo(counts.length);
    assertThat(bins.get(bins.size() - 1).label()).isEqualTo("60000-99999");
  }
}
