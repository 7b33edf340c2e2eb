package io.github.crowdrank.examples.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathRulesTest {
  @TempDir Path folder;

  private final List<String> classPath = new ArrayList<>();

  @BeforeEach
  void a_sound_class_path() throws IOException {
    add("commons-io", "2.22.0", "org/apache/commons/io/IOUtils.class", "module-info.class");
    add("slf4j-api", "2.0.20", "org/slf4j/Logger.class", "module-info.class");
  }

  private void add(String artifact, String version, String... entries) throws IOException {
    Path jar =
        folder
            .resolve("org/apache/commons")
            .resolve("%s/%s/%s-%s.jar".formatted(artifact, version, artifact, version));
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
      }
    }
    classPath.add(jar.toString());
  }

  private List<String> faults(int megabytes, String... documented) throws IOException {
    Path documentation = folder.resolve("CLASSPATH.md");
    Files.writeString(
        documentation, "| `%s` | what for |\n".formatted(String.join("` | x |\n| `", documented)));
    return ClassPathRules.faults(
        Library.of(String.join(System.getProperty("path.separator"), classPath)),
        megabytes,
        documentation);
  }

  @Test
  void a_sound_class_path_has_no_fault() throws Exception {
    assertThat(faults(1, "commons-io", "slf4j-api")).isEmpty();
  }

  @Test
  void a_jar_without_a_word_in_the_documentation_is_a_fault() throws Exception {
    assertThat(faults(1, "slf4j-api"))
        .singleElement()
        .asString()
        .startsWith("commons-io: has no row in ");
  }

  @Test
  void a_class_in_two_jars_is_a_fault() throws Exception {
    add("io-again", "1.0", "org/apache/commons/io/IOUtils.class");

    assertThat(faults(1, "commons-io", "slf4j-api", "io-again"))
        .containsExactly("io-again: also in commons-io: org/apache/commons/io/IOUtils.class");
  }

  @Test
  void a_logging_binding_is_a_fault() throws Exception {
    add("slf4j-simple", "2.0.20", "META-INF/services/org.slf4j.spi.SLF4JServiceProvider");

    assertThat(faults(1, "commons-io", "slf4j-api", "slf4j-simple"))
        .containsExactly(
            "slf4j-simple: binds logging:"
                + " META-INF/services/org.slf4j.spi.SLF4JServiceProvider");
  }

  @Test
  void a_version_with_known_faults_is_a_fault() throws Exception {
    add("commons-compress", "1.21", "org/apache/commons/compress/Archiver.class");

    assertThat(faults(1, "commons-io", "slf4j-api", "commons-compress"))
        .containsExactly("commons-compress 1.21: versions before 1.26.0 have known faults");
  }

  @Test
  void more_megabytes_than_promised_are_a_fault() throws Exception {
    assertThat(faults(0, "commons-io", "slf4j-api"))
        .containsExactly("the class path takes 0.0 MB, more than 0");
  }
}
