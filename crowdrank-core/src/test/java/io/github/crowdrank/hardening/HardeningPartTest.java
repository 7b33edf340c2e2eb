package io.github.crowdrank.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class HardeningPartTest {
  @TempDir private Path root;

  private static HardeningPart begin(Path folder, String name) throws IOException {
    return HardeningPart.begin(name, "Some | part", true, folder);
  }

  private String report() throws IOException {
    return Files.readString(root.resolve("report.md"));
  }

  @Test
  void a_part_counts_its_cases_and_remembers_the_worst() throws Exception {
    HardeningPart part = begin(root, "some-part");
    part.ran("fast", 1_000_000);
    part.ran("slow", 2_340_000);
    part.run("timed", () -> {});
    part.compute("computed", () -> {});
    part.end("all\nrefused");

    assertThat(report())
        .contains("1 parts: 1 met, 0 missed, 0 not finished.")
        .contains("| Some \\| part | 4 | all refused | 2.3 ms (slow) |  | met |");
  }

  @Test
  void what_is_done_is_skipped_and_what_was_missed_is_not() throws Exception {
    begin(root, "done").end("fine");
    HardeningPart slow = begin(root, "slow");
    slow.worstAllowed(Duration.ofMillis(2));
    slow.ran("case 1", 2_000_001);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> slow.end("fine"))
        .withMessageContaining("worst over 2 ms");
    HardeningPart bad = begin(root, "wrong");
    bad.missed("998 of 1000");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> bad.end("two not flagged"))
        .withMessageContaining("998 of 1000");
    begin(root, "died");

    assertThatExceptionOfType(TestAbortedException.class).isThrownBy(() -> begin(root, "done"));
    assertThat(report())
        .contains("4 parts: 1 met, 2 missed, 1 not finished.")
        .contains("| 2 ms | MISSED: worst over 2 ms |")
        .contains("| MISSED: 998 of 1000 |")
        .contains("| NOT FINISHED |");
    begin(root, "slow").end("fine");
    assertThat(report()).contains("2 met, 1 missed, 1 not finished");
  }

  @Test
  void the_ordinary_build_runs_less_and_records_nothing() throws Exception {
    HardeningPart part = HardeningPart.begin("short", "Short", false, root);
    part.run("case", () -> {});
    part.end("fine");

    assertThat(part.cases(1_000, 10)).isEqualTo(10);
    assertThat(begin(root, "full").cases(1_000, 10)).isEqualTo(1_000);
    assertThat(root.resolve("short.row")).doesNotExist();
  }
}
