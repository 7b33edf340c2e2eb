package io.github.crowdrank.train.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.train.chart.CountScatter.Dot;
import io.github.crowdrank.train.chart.LogRow.Progress;
import io.github.crowdrank.train.chart.LogRow.Validation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void linear_axes_have_few_round_ticks() {
    assertThat(Axis.linear("x", 0, 1234).ticks()).containsExactly(0.0, 500.0, 1000.0);
    assertThat(Axis.linear("x", -3, 7).ticks()).containsExactly(-2.0, 0.0, 2.0, 4.0, 6.0);
    assertThat(Axis.linear("x", 0, 1234).position(617)).isCloseTo(0.5, within(1e-12));
    assertThat(Axis.linear("x", 0, 10).position(-5)).isZero();
  }

  @Test
  void equal_ratios_are_equal_lengths_on_a_logarithmic_axis() {
    Axis axis = Axis.logarithmic("y", 1, 100);
    assertThat(axis.position(10)).isCloseTo(0.5, within(1e-12));
    assertThat(axis.ticks()).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0);
    assertThatThrownBy(() -> Axis.logarithmic("y", 0, 1)).hasMessageContaining("above 0");
  }

  @Test
  void many_powers_of_ten_have_few_ticks() {
    assertThat(Axis.logarithmic("y", 4.9e-7, 293).ticks())
        .containsExactly(1e-6, 1e-4, 1e-2, 1.0, 100.0);
    assertThat(Axis.logarithmic("y", 0.5, 2e3).ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(Axis.logarithmic("y", 1e-300, 1e300).ticks()).hasSizeBetween(2, 9);
  }

  @Test
  void small_losses_are_labelled_with_what_they_are() throws Exception {
    List<LogRow> rows =
        List.of(new Progress(25, 3e-4, 0, 0, 0, 0, 1), new Progress(50, 4.9e-7, 0, 0, 0, 0, 1));

    NodeList texts = parsed(LearningCurve.svg("run", rows)).getElementsByTagName("text");

    List<String> labels =
        IntStream.range(0, texts.getLength())
            .mapToObj(i -> texts.item(i).getTextContent())
            .toList();
    assertThat(labels)
        .containsSubsequence("5e-7", "1e-6", "2e-6", "5e-6", "1e-5", "2e-5", "5e-5", "0.0001");
  }

  @Test
  void names_may_hold_what_no_xml_does() throws Exception {
    Document page = parsed(CountScatter.svg("a\u0001b", List.of(new Dot("\u0002", 1, 1))));

    assertThat(page.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("a\uFFFDb");
  }

  @Test
  void a_perfect_count_lies_on_the_diagonal_and_names_are_made_harmless() throws Exception {
    Document page =
        parsed(
            CountScatter.svg(
                "a < b", List.of(new Dot("x & y", 50, 50), new Dot("largest", 100, 20))));

    NodeList dots = page.getElementsByTagName("circle");
    Element perfect = (Element) dots.item(0);
    Element largest = (Element) dots.item(1);
    NodeList paths = page.getElementsByTagName("path");
    Matcher diagonal =
        Pattern.compile("M(\\d+) (\\d+)l400 -400")
            .matcher(((Element) paths.item(paths.getLength() - 1)).getAttribute("d"));
    assertThat(diagonal.matches()).isTrue();
    double left = Double.parseDouble(diagonal.group(1));
    double bottom = Double.parseDouble(diagonal.group(2));
    double x = Double.parseDouble(perfect.getAttribute("cx"));
    double y = Double.parseDouble(perfect.getAttribute("cy"));
    assertThat(x - left).isCloseTo(bottom - y, within(0.11));
    assertThat(Double.parseDouble(largest.getAttribute("cx")) - left)
        .isCloseTo(2 * (x - left), within(0.21));
    assertThat(perfect.getTextContent()).isEqualTo("x & y: 50 true, 50.0 estimated");
  }

  @Test
  void numbers_are_those_of_svg_in_every_language() {
    List<LogRow> rows =
        List.of(new Progress(25, 30, 0, 0, 0, 0, 1), new Progress(1050, 4.9, 0, 0, 0, 0, 1));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(LearningCurve.svg("run", rows)).matches("[\\p{ASCII}\\n]*");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_learning_curve_has_a_panel_for_each_kind_of_figure_there_is() throws Exception {
    List<LogRow> counting =
        List.of(
            new Progress(10, 100, 100, Double.NaN, Double.NaN, 1, 1),
            new Validation(10, 50, 60, 1, 0.1),
            new Progress(20, 1, 1, Double.NaN, Double.NaN, 1, 1),
            new Validation(20, 40, 60, 1, 0.1));

    Document page = parsed(LearningCurve.svg("run", counting));

    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(3);
    assertThat(page.getDocumentElement().getTextContent())
        .contains("loss", "validation MAE", "step")
        .doesNotContain("violated");
    assertThatThrownBy(() -> LearningCurve.svg("run", counting.subList(0, 2)))
        .hasMessageContaining("two rows");
  }
}
