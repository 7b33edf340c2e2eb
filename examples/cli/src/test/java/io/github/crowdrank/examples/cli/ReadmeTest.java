package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/**
 * Runs the code blocks of the README, each by itself. Those in {@code sh} are run by the build that
 * calls these tests.
 */
class ReadmeTest {
  private static final Path README = CodeBlocks.ROOT.resolve("README.md");

  @TempDir Path folder;

  static List<String> java() throws Exception {
    return CodeBlocks.of(README, "java");
  }

  @ParameterizedTest
  @MethodSource("java")
  void java_blocks_compile_and_run(String block) throws Exception {
    CodeBlocks.run(block, folder);
  }

  @Test
  void the_dependency_is_the_one_that_is_built() throws Exception {
    List<String> snippets = CodeBlocks.of(README, "xml");
    assertThat(snippets).hasSize(1);
    assertThat(coordinates(snippets.get(0)))
        .containsExactly(
            "io.github.crowdrank",
            "crowdrank-core",
            text(pom(CodeBlocks.ROOT.resolve("pom.xml")), "version"));
    assertThat(CodeBlocks.ROOT.resolve("crowdrank-core/pom.xml")).exists();
  }

  private static List<String> coordinates(String xml) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    List<String> values = new ArrayList<>();
    for (String tag : List.of("groupId", "artifactId", "version")) {
      values.add(text(document, tag));
    }
    return values;
  }

  private static Document pom(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static String text(Document document, String tag) {
    return document.getElementsByTagName(tag).item(0).getTextContent();
  }
}
