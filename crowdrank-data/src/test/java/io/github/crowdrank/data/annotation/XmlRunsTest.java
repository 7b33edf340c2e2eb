package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRunsTest {
  private static String read(String xml) throws IOException {
    StringWriter copy = new StringWriter();
    try (Reader runs = new XmlRuns(new StringReader(xml))) {
      runs.transferTo(copy);
    }
    return copy.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><!-- <!DOCTYPE x> > -> --></a>",
        "<a><![CDATA[<!DOCTYPE x> > ]> ]]></a>",
        "<?pi <!DOCTYPE x> > ?><a/>",
        "<a> !DOCTYPE </a>",
        "<!-- a --><a b='?'/><![CDATA[c]]>",
        "<!--><!DOCTYPE x>--><a/>",
        "<!---><!DOCTYPE x>--><a/>",
        "<?><!DOCTYPE x>?><a/>",
        "<?xml version='1.0?><!DOCTYPE x>'?><a/>"
      })
  void what_only_looks_like_a_document_type_passes(String xml) throws IOException {
    assertThat(read(xml)).isEqualTo(xml);
    try (Reader runs = new XmlRuns(new StringReader(xml))) {
      for (int i = 0; i < xml.length(); i++) {
        assertThat(runs.read()).isEqualTo(xml.charAt(i));
      }
      assertThat(runs.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<!-- a -->",
        "<!---->",
        "<!----->",
        "<?xml version='1.0'?>",
        "<?xml version=\"'\"?>",
        "<?xml-stylesheet a='?>",
        "<??>",
        "<a> ]]> ",
        "<![CDATA[a]]>",
        "<![CDATA[]]>"
      })
  void a_document_type_is_refused_wherever_it_stands(String before) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read(before + "<!DOCTYPE x>"))
        .withMessage("a document type (DOCTYPE) is not read; delete it");
  }

  /** So many characters, each the same, behind a beginning. */
  private static Reader run(String start, char repeated, long length) {
    return new Reader() {
      private long at;

      @Override
      public int read(char[] target, int offset, int count) {
        int read = (int) Math.min(count, length - at);
        for (int i = 0; i < read; i++, at++) {
          target[offset + i] = at < start.length() ? start.charAt((int) at) : repeated;
        }
        return read == 0 ? -1 : read;
      }

      @Override
      public void close() {}
    };
  }

  private static void readAll(Reader xml) throws IOException {
    try (Reader runs = new XmlRuns(xml)) {
      runs.transferTo(Writer.nullWriter());
    }
  }

  /** Text that follows a tag is one run with it; in a comment a bracket begins none. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "<a, b",
        "<a>, t",
        "<!--, <",
        "<!-->, <",
        "<!--->, <",
        "<![CDATA[, <",
        "<![CDATA[>, <",
        "<![CDATA[]>, <",
        "<?pi, <",
        "<?>, <",
        "<?xml version='?>, <",
        "<?xml version=\"'?>, <"
      })
  void a_run_is_no_longer_than_is_allowed(String start, char repeated) throws IOException {
    readAll(run(start, repeated, XmlRuns.LONGEST));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> readAll(run(start, repeated, XmlRuns.LONGEST + 1L)))
        .withMessage("a tag, comment or text is longer than " + XmlRuns.LONGEST + " characters");
  }

  @Test
  void many_short_runs_are_as_long_together_as_they_like() throws IOException {
    readAll(run("", '<', 2L * XmlRuns.LONGEST));
  }
}
