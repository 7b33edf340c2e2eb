package io.github.crowdrank.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "archive/data/12", "\"quoted\" and a\\b", "人群", "👥"})
  void what_can_be_seen_stays_as_it_is(String text) {
    assertThat(ForeignText.shown(text)).isEqualTo(text);
  }

  @Test
  void what_a_terminal_or_a_log_would_obey_is_told_by_its_number() {
    assertThat(ForeignText.shown("a\u001b[2J\r\n\u007f\u009b\u202e\u2028\ud800b"))
        .isEqualTo("a\\u001b[2J\\u000d\\u000a\\u007f\\u009b\\u202e\\u2028\\ud800b");
  }

  @Test
  void what_is_long_is_cut_between_characters() {
    String longest = "👥".repeat(64);

    assertThat(ForeignText.shown(longest)).isEqualTo(longest);
    assertThat(ForeignText.shown(longest + "x")).isEqualTo(longest + "...");
  }
}
