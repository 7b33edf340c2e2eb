package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CompareThroughputTest {
  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void a_block_without_pictures_is_named_before_anything_starts(int pictures) {
    StringWriter err = new StringWriter();
    int code =
        CompareThroughput.commandLine()
            .setErr(new PrintWriter(err))
            .execute("--block", Integer.toString(pictures), "nowhere");

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--block has to be 1 or more but is " + pictures);
  }
}
