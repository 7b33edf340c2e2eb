package io.github.crowdrank.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On files that a real run left, of single calls on a busy machine: the numbers mean nothing. */
class ReportTest {
  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void copy() throws IOException {
    folder = Files.createDirectories(root.resolve("bench/results"));
    for (String file : List.of("jmh.json", "machine.json")) {
      try (InputStream in = ReportTest.class.getResourceAsStream(file)) {
        assertThat(in).isNotNull();
        Files.copy(in, folder.resolve(file));
      }
    }
  }

  @Test
  void a_timing_has_the_median_and_half_the_distance_of_the_quartiles() {
    Timing timing =
        new Timing("A.b", Map.of(), "ms/op", List.of(5.0, 1.0, 2.0, 100.0, 3.0), Map.of());
    assertThat(timing.median()).isEqualTo(3);
    assertThat(timing.error()).isEqualTo(1.5);
  }

  @Test
  void reads_what_jmh_wrote() throws IOException {
    List<Timing> timings = JmhJson.read(folder.resolve(Report.JMH));
    assertThat(timings)
        .filteredOn(
            timing ->
                timing.is(
                    "RankingStepBenchmark.siamesePairs",
                    Map.of("network", "COMPACT", "patch", "32x32")))
        .singleElement()
        .satisfies(
            timing -> {
              assertThat(timing.unit()).isEqualTo("ms/op");
              assertThat(timing.events("forward passes")).isEqualTo(100);
            });
  }

  @Test
  void ratios_are_of_medians_and_say_whether_the_goal_is_reached() {
    Machine machine = new Machine("a processor", 2, "a JVM", "a system", "2026-11-22", Map.of());
    String table =
        new MarkdownReport(
                List.of(file("CROWDRANK", 10, 11, 30), file("ONNX_RUNTIME", 22, 21, 23)), machine)
            .ratios();
    assertThat(table)
        .contains(
            "| bundled model, 768x1024 JPEG file to count | 11.0 ± 5.00 ms "
                + "| ONNX Runtime, same decoding | 22.0 ± 0.50 ms | **2.00** | 1.30 | reached |")
        .contains("a processor, 2 cores, a JVM, a system, 2026-11-22");
    assertThat(
            new MarkdownReport(List.of(file("CROWDRANK", 10), file("ONNX_RUNTIME", 12)), machine)
                .ratios())
        .contains("| **1.20** | 1.30 | **not reached** |");
  }

  @Test
  void the_goal_of_the_ranking_step_is_about_forward_passes() {
    List<Timing> timings =
        List.of(ranking("singleBranch", 10, 25), ranking("siamesePairs", 35, 100));
    Goal goal =
        Goal.all().stream()
            .filter(each -> each.work().startsWith("VGG-16 ranking step"))
            .findFirst()
            .orElseThrow();
    assertThat(goal.ratio(timings)).contains(3.5);
    assertThat(goal.reached(timings)).contains(true);
    assertThat(goal.reached(List.of(ranking("singleBranch", 10, 25)))).isEmpty();
  }

  private static Timing ranking(String method, double value, double forwardPasses) {
    return new Timing(
        "RankingStepBenchmark." + method,
        Map.of("network", "VGG16"),
        "ms/op",
        List.of(value),
        Map.of("forward passes", forwardPasses));
  }

  private static Timing file(String contender, double... values) {
    return new Timing(
        "FileToCountBenchmark.count",
        Map.of("contender", contender),
        "ms/op",
        Arrays.stream(values).boxed().toList(),
        Map.of());
  }

  @Test
  void what_failed_or_did_not_run_is_not_measured() throws IOException {
    Report.write(folder);
    assertThat(folder.resolve("RESULTS.md"))
        .content()
        .contains(
            "| VGG-16 counting 3000x4000 | not measured | ONNX Runtime | not measured | not measured |  |  |")
        .contains("| counting on an NVIDIA GPU | not measured |")
        .contains("ONNX Runtime 1.29.0");
  }

  @Test
  void the_chart_has_a_bar_for_each_ratio_and_is_valid_xml() throws Exception {
    Report.write(folder);
    var chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("ratios.svg").toFile());
    List<Timing> timings = JmhJson.read(folder.resolve(Report.JMH));
    long ratios = Goal.all().stream().filter(goal -> goal.ratio(timings).isPresent()).count();
    assertThat(ratios).isPositive();
    assertThat(chart.getElementsByTagName("text").getLength()).isEqualTo(2 * (int) ratios + 1);
  }

  @Test
  void only_the_text_between_the_markers_of_the_readme_changes() throws IOException {
    Path readme = root.resolve("README.md");
    Files.writeString(readme, "before\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nafter\n");
    Report.writeReadme(folder, root);
    String once = Files.readString(readme);
    Report.writeReadme(folder, root);
    assertThat(readme).hasContent(once);
    assertThat(once)
        .startsWith("before\n<!-- benchmarks -->\n\n| work |")
        .endsWith("<!-- /benchmarks -->\nafter\n")
        .contains("(bench/results/ratios.svg)")
        .doesNotContain("old");
  }

  @Test
  void a_readme_without_markers_stays_as_it_is() throws IOException {
    Path readme = root.resolve("README.md");
    Files.writeString(readme, "nothing here\n");
    Report.writeReadme(folder, root);
    assertThat(readme).hasContent("nothing here\n");
  }

  @Test
  void goals_name_benchmarks_of_the_full_plan() {
    for (Goal goal : Goal.all()) {
      for (Goal.Selection selection : List.of(goal.ours(), goal.theirs())) {
        assertThat(Plan.full())
            .as(selection.toString())
            .anyMatch(planned -> covers(planned, selection));
        assertThat(Planned.all(selection.benchmark()).expected())
            .as("results of %s", selection)
            .isPositive();
      }
    }
  }

  private static boolean covers(Planned planned, Goal.Selection selection) {
    return selection.benchmark().startsWith(planned.benchmark())
        && planned.parameters().entrySet().stream()
            .allMatch(
                entry -> {
                  String wanted = selection.parameters().get(entry.getKey());
                  return wanted == null || entry.getValue().contains(wanted);
                });
  }
}
