package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/**
 * Runs the code blocks of the README and of other pages. Those in {@code sh} of the README are run
 * by the build that calls these tests.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("crowdrank.root"));
  private static final String IMPORTS =
      """
      import io.github.crowdrank.*;
      import io.github.crowdrank.data.*;
      import io.github.crowdrank.data.check.*;
      import io.github.crowdrank.data.reader.*;
      import io.github.crowdrank.data.synthetic.*;
      import io.github.crowdrank.density.*;
      import io.github.crowdrank.image.*;
      import io.github.crowdrank.model.*;
      import io.github.crowdrank.network.*;
      import io.github.crowdrank.picture.*;
      import io.github.crowdrank.train.*;
      import io.github.crowdrank.train.evaluation.*;
      import io.github.crowdrank.zone.*;
      import java.nio.file.*;
      import java.util.List;
      import java.util.SplittableRandom;
      import java.util.stream.*;

      """;

  @TempDir Path folder;

  static Stream<String> java() throws Exception {
    return Stream.concat(blocks("README.md", "java"), blocks("docs/ZONES.md", "java"));
  }

  private static Stream<String> blocks(String page, String language) throws Exception {
    return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(ROOT.resolve(page)))
        .results()
        .map(MatchResult::group)
        .map(block -> block.substring(block.indexOf('\n') + 1, block.length() - 3));
  }

  @ParameterizedTest
  @MethodSource("java")
  void java_blocks_compile_and_run(String block) throws Exception {
    Path source = folder.resolve("Block.java");
    Files.writeString(
        source,
        IMPORTS
            + "public class Block {\n  public static void main(String[] a) throws Exception {\n"
            + block
            + "  }\n}\n");
    String classPath = System.getProperty("java.class.path");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(
            compiler.run(
                null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString()))
        .isZero();

    Files.createDirectories(folder.resolve("target"));
    Files.createDirectories(folder.resolve("examples"));
    copy("examples/photos/champs-elysees-1944.jpg");
    copy("examples/zones/champs-elysees.json");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                folder + System.getProperty("path.separator") + classPath,
                "Block")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private void copy(String file) throws Exception {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(ROOT.resolve(file), target);
  }

  @Test
  void the_dependency_is_the_one_that_is_built() throws Exception {
    List<String> snippets = blocks("README.md", "xml").toList();
    assertThat(snippets).hasSize(1);
    assertThat(coordinates(snippets.get(0)))
        .containsExactly(
            "io.github.crowdrank", "crowdrank-core", text(pom(ROOT.resolve("pom.xml")), "version"));
    assertThat(ROOT.resolve("crowdrank-core/pom.xml")).exists();
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
