package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of {@code docs}: the Java of a page is one program, what it points to is there, and its
 * pictures are what its code draws. Blocks in {@code sh} are run by the build that calls these
 * tests.
 */
class DocumentationTest {
  private static final Path DOCS = CodeBlocks.ROOT.resolve("docs");

  @TempDir Path folder;

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  static List<Path> programs() throws IOException {
    List<Path> programs = new ArrayList<>();
    for (Path page : pages()) {
      if (!CodeBlocks.of(page, "java").isEmpty()) {
        programs.add(page);
      }
    }
    return programs;
  }

  @ParameterizedTest
  @MethodSource("programs")
  void the_java_of_a_page_compiles_and_runs_and_draws_its_pictures(Path page) throws Exception {
    String program = String.join("", CodeBlocks.of(page, "java"));

    CodeBlocks.run(program, folder);

    for (String picture : matches("\"target/docs/([^\"]+)\"", program)) {
      assertThat(folder.resolve("target/docs").resolve(picture)).isNotEmptyFile();
      assertThat(DOCS.resolve("pictures").resolve(picture)).isNotEmptyFile();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pictures_are_drawn_by_the_code_above_them(Path page) throws IOException {
    String text = Files.readString(page);
    for (String picture : matches("!\\[[^\\]]*\\]\\(pictures/([^)]+)\\)", text)) {
      assertThat(text).contains("target/docs/" + picture);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void what_a_page_points_to_is_there(Path page) throws IOException {
    for (String link : matches("\\]\\(([^)\\s]+)\\)", Files.readString(page))) {
      if (link.startsWith("http")) {
        continue;
      }
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? page : DOCS.resolve(parts[0]).normalize();
      assertThat(target).as("%s points to %s", page, link).exists();
      if (parts.length > 1) {
        assertThat(headings(target)).as("%s points to %s", page, link).contains(parts[1]);
      }
    }
  }

  /** Headings as links name them. */
  private static List<String> headings(Path page) throws IOException {
    return matches("(?m)^#+ (.*)$", Files.readString(page)).stream()
        .map(title -> title.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void tests_that_are_named_exist() throws IOException {
    List<String> tests = new ArrayList<>();
    for (String module : List.of("core", "data", "train", "bench")) {
      Path sources = CodeBlocks.ROOT.resolve("crowdrank-" + module).resolve("src/test/java");
      try (Stream<Path> files = Files.walk(sources)) {
        files.map(file -> file.getFileName().toString().replace(".java", "")).forEach(tests::add);
      }
    }
    for (Path page : pages()) {
      assertThat(tests)
          .as("tests named in %s", page)
          .containsAll(matches("`([A-Z]\\w*Test)`", Files.readString(page)));
    }
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
