package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.RankingAccuracy;
import io.github.crowdrank.train.experiment.PublishedTable.Figure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportTest {
  @TempDir Path folder;

  /** The paper's own arithmetic: its multi-task row is off by 0.154, all others by rounding. */
  @Test
  void the_published_folds_of_the_ablation_have_the_published_means() {
    for (Figure figure : PublishedTable.named("ablation").figures()) {
      double mean =
          figure.foldMaes().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      double off = figure.method().equals("multi-task") ? 0.155 : 0.011;
      assertThat(mean).as(figure.method()).isCloseTo(figure.mae(), within(off));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ablation",
        "ucf-cc-50",
        "shanghaitech",
        "transfer",
        "growing-labels",
        "semi-supervised",
        "schemes"
      })
  void published_figures_have_a_source_and_sound_errors(String table) {
    assertThat(PublishedTable.named(table).figures())
        .isNotEmpty()
        .allMatch(figure -> !figure.source().isEmpty())
        .allMatch(figure -> figure.mse() == null || figure.mae() < 2 * figure.mse());
  }

  @Test
  void the_gains_to_reproduce_follow_from_the_published_figures() {
    PublishedTable table = PublishedTable.named("shanghaitech");
    assertThat(difference(table, "multi-task, query-by-example", "part A"))
        .isCloseTo(-5.7, within(1e-9));
    assertThat(difference(table, "multi-task, keyword", "part A")).isCloseTo(-4.1, within(1e-9));
    assertThat(difference(table, "multi-task, query-by-example", "part B"))
        .isCloseTo(-0.3, within(1e-9));
    assertThat(difference(table, "multi-task, keyword", "part B")).isCloseTo(-1.0, within(1e-9));
  }

  private static double difference(PublishedTable table, String method, String column) {
    return table.figure(method, column).orElseThrow().mae()
        - table.figure("counting only", column).orElseThrow().mae();
  }

  @Test
  void errors_of_folds_and_seeds_are_those_by_hand() {
    // Two seeds of two folds: errors 3, 4 | 5 and then 1, 0 | 1.
    List<List<ImageCount>> first =
        List.of(
            List.of(new ImageCount("a", 10, 13), new ImageCount("b", 20, 16)),
            List.of(new ImageCount("c", 30, 35)));
    List<List<ImageCount>> second =
        List.of(
            List.of(new ImageCount("a", 10, 9), new ImageCount("b", 20, 20)),
            List.of(new ImageCount("c", 30, 31)));

    Score score = Score.of(List.of(first, second));

    assertThat(score.images()).isEqualTo(3);
    assertThat(score.mae().mean()).isCloseTo((4 + 2 / 3.0) / 2, within(1e-12));
    assertThat(score.mae().deviation()).isCloseTo((4 - 2 / 3.0) / Math.sqrt(2), within(1e-12));
    assertThat(score.mse().mean())
        .isCloseTo((Math.sqrt(50 / 3.0) + Math.sqrt(2 / 3.0)) / 2, within(1e-12));
    assertThat(score.meanOfFolds().mean())
        .isCloseTo(((Math.sqrt(12.5) + 5) / 2 + (Math.sqrt(0.5) + 1) / 2) / 2, within(1e-12));
    assertThat(score.foldMaes()).extracting(SeedMean::mean).containsExactly(2.0, 3.0);
    assertThat(score.perImage())
        .extracting(CountPair::absoluteError)
        .containsExactly(2.0, 2.0, 3.0);
  }

  @Test
  void an_image_of_two_folds_has_the_mean_of_its_errors() {
    // Errors of a: 3; of b: 4 and 1 and then 0 and 7; of c: 5, each with two seeds.
    List<List<ImageCount>> first =
        List.of(
            List.of(new ImageCount("a", 10, 13), new ImageCount("b", 20, 16)),
            List.of(new ImageCount("c", 30, 35), new ImageCount("b", 20, 21)));
    List<List<ImageCount>> second =
        List.of(
            List.of(new ImageCount("a", 10, 7), new ImageCount("b", 20, 20)),
            List.of(new ImageCount("c", 30, 25), new ImageCount("b", 20, 27)));

    Score score = Score.of(List.of(first, second));

    assertThat(score.images()).isEqualTo(3);
    assertThat(score.perImage())
        .extracting(CountPair::absoluteError)
        .containsExactly(3.0, 3.0, 5.0);
    assertThat(score.mae().mean()).isCloseTo((10.5 / 3 + 11.5 / 3) / 2, within(1e-12));
    assertThat(score.mse().mean())
        .isCloseTo(
            (Math.sqrt((9 + 8.5 + 25) / 3) + Math.sqrt((9 + 24.5 + 25) / 3)) / 2, within(1e-12));
    assertThat(score.foldMaes()).extracting(SeedMean::mean).containsExactly(2.5, 4.5);
  }

  private ExperimentResult small() throws IOException {
    Division part =
        new Division(
            "part A", TinyExperiment.PAINTER.dataset(5, 1), TinyExperiment.PAINTER.dataset(7, 2));
    Experiment experiment =
        PaperExperiments.transfer(
            TinyExperiment.setup().evaluateOn(EvaluateOn.TEST).build(),
            part,
            TinyExperiment.pools());
    return new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment);
  }

  @Test
  void the_table_shows_what_counting_nothing_would_do_and_what_was_published() throws IOException {
    ExperimentResult result = small();

    double mean = 0;
    for (int i = 0; i < 5; i++) {
      mean += TinyExperiment.PAINTER.dataset(5, 1).heads(i).size() / 5.0;
    }
    double error = 0;
    for (int i = 0; i < 7; i++) {
      error += Math.abs(TinyExperiment.PAINTER.dataset(7, 2).heads(i).size() - mean) / 7;
    }
    assertThat(result.meanCount("").orElseThrow().mae().mean()).isCloseTo(error, within(1e-9));
    ReportTable table = ReportTable.of(result);
    assertThat(table.headers())
        .containsExactly(
            "method", "MAE", "95 %", "MSE", "pairs violated", "published MAE", "published MSE");
    assertThat(table.lines().get(2).cells()).startsWith("multi-task").endsWith("337.6", "434.3");
    assertThat(table.lines().get(3).cells())
        .containsExactly("MCNN (Zhang et al. 2016)", "", "", "", "", "397.6", "624.1");
    assertThat(table.conclusions())
        .singleElement()
        .asString()
        .startsWith("\"multi-task\" against \"counting only\": MAE ")
        .endsWith("7 images); published -11.9.");
  }

  @Test
  void an_exact_tie_is_no_violated_pair() throws IOException {
    ExperimentResult result = small();
    List<RunResult> tied =
        result.results().stream()
            .map(
                run ->
                    new RunResult(
                        run.run(),
                        run.fingerprint(),
                        run.arithmetic(),
                        run.labeledMean(),
                        run.choices(),
                        run.images(),
                        new RankingAccuracy(10, 5, 3),
                        run.pictures(),
                        run.elapsed()))
            .toList();

    ReportTable table = ReportTable.of(new ExperimentResult(result.experiment(), tied));

    int violated = table.headers().indexOf("pairs violated");
    assertThat(table.lines().get(2).cells().get(violated)).isEqualTo("20.0 %");
  }

  @Test
  void the_html_is_sound_and_holds_its_pictures_worst_first() throws Exception {
    ExperimentResult result = small();
    String html = ReportFormat.HTML.text(result);

    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    html.substring(html.indexOf("<html")).getBytes(StandardCharsets.UTF_8)));
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(2);
    assertThat(page.getElementsByTagName("circle").getLength()).isEqualTo(14);
    assertThat(page.getElementsByTagName("img").getLength()).isEqualTo(8);
    Element first = (Element) page.getElementsByTagName("img").item(0);
    byte[] jpeg =
        Base64.getDecoder()
            .decode(first.getAttribute("src").substring("data:image/jpeg;base64,".length()));
    assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isEqualTo(3 * 80 + 12);
    double worst =
        result.cell("counting only", "").get(0).images().stream()
            .mapToDouble(image -> Math.abs(image.error()))
            .max()
            .orElseThrow();
    assertThat(page.getElementsByTagName("figcaption").item(0).getTextContent())
        .containsPattern("\\([+-]%.0f\\)".formatted(worst));
  }

  @Test
  void the_html_says_which_pictures_are_not_there() throws IOException {
    ExperimentResult result = small();
    String before = ReportFormat.HTML.text(result);
    for (RunResult run : result.cell("counting only", "")) {
      for (RunResult.Picture picture : run.pictures()) {
        Files.delete(picture.file());
      }
    }

    String html = ReportFormat.HTML.text(result);

    assertThat(before.split("<img ", -1)).hasSize(9);
    assertThat(html.split("<img ", -1)).hasSize(5);
    assertThat(html.split("\\); its picture is not there</figcaption>", -1)).hasSize(5);
  }

  @Test
  void a_report_is_of_the_form_its_name_asks_for() throws IOException {
    assertThat(ReportFormat.of(Path.of("table.MD"))).isEqualTo(ReportFormat.MARKDOWN);
    assertThatThrownBy(() -> ReportFormat.of(Path.of("table.pdf")))
        .hasMessage("a report ends in .md, .csv or .html but was to be table.pdf");
  }
}
