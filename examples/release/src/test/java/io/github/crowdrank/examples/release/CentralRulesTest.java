package io.github.crowdrank.examples.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CentralRulesTest {
  @TempDir Path folder;

  private Rehearsal rehearsal;

  @BeforeEach
  void publish() throws Exception {
    rehearsal = new Rehearsal(folder);
  }

  @Test
  void a_complete_repository_has_no_fault() throws Exception {
    assertThat(rehearsal.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".jar",
        "-sources.jar",
        "-javadoc.jar",
        "-cyclonedx.json",
        "-cyclonedx.xml",
        ".pom.asc",
        ".jar.asc",
        "-sources.jar.asc",
        ".jar.md5",
        "-javadoc.jar.sha1",
        ".pom.sha256"
      })
  void a_missing_file_is_a_fault(String suffix) throws Exception {
    Files.delete(rehearsal.file("walker-core", suffix));

    assertThat(rehearsal.faults())
        .singleElement()
        .asString()
        .containsAnyOf("walker-core-1.2.0" + suffix + ": is missing", ": has no ");
  }

  @Test
  void a_changed_file_contradicts_its_checksums_and_its_signature() throws Exception {
    Files.writeString(rehearsal.file("walker-core", "-cyclonedx.json"), "{ }");

    assertThat(rehearsal.faults())
        .containsExactlyInAnyOrder(
            "walker-core-1.2.0-cyclonedx.json.md5: is not that of the file",
            "walker-core-1.2.0-cyclonedx.json.sha1: is not that of the file",
            "walker-core-1.2.0-cyclonedx.json.sha256: is not that of the file",
            "walker-core-1.2.0-cyclonedx.json.asc: is not that of the file");
  }

  @Test
  void a_signature_of_somebody_else_is_a_fault() throws Exception {
    Path jar = rehearsal.file("walker-core", ".jar");
    Rehearsal.sign(jar, Files.readAllBytes(jar), new ThrowAwayKey());

    assertThat(rehearsal.faults())
        .singleElement()
        .asString()
        .startsWith("walker-core-1.2.0.jar.asc: is made with the unknown key ");
  }

  @Test
  void a_signature_that_is_none_is_a_fault() throws Exception {
    Files.writeString(rehearsal.file("walker-core", ".jar.asc"), "signed, A. Walker");

    assertThat(rehearsal.faults())
        .singleElement()
        .asString()
        .startsWith("walker-core-1.2.0.jar.asc: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <groupId>org.example</groupId>           | <!-- -->                      | has no groupId
          <name>walker</name>                      | <!-- -->                      | has no name
          <description>Walks.</description>        | <description> </description>  | has no description
          <url>https://example.org</url>           | <!-- -->                      | has no url
          <license><name>Apache-2.0</name><url>https://example.org/licence</url></license> | <!-- --> | has no licenses
          <url>https://example.org/licence</url>   | <!-- -->                      | one of its licenses has no url
          <developer><name>A. Walker</name><url>https://example.org/a</url></developer> | <!-- --> | has no developers
          <url>https://example.org/a</url>         | <id>a</id>                    | one of its developers has no url
          <connection>scm:git:https://example.org/walker.git</connection> | <!-- --> | has no scm.connection
          <developerConnection>scm:git:git@example.org:walker.git</developerConnection> | <!-- --> | has no scm.developerConnection
          <url>https://example.org/walker</url>    | <!-- -->                      | has no scm.url
          <version>1.2.0<                          | <version>1.2.1<               | says walker-core 1.2.1
          <version>3.1<                            | <version>3.2-SNAPSHOT<        | depends on the snapshot shoes 3.2-SNAPSHOT
          <version>3.1<                            | <version>[3,4)<               | shoes may be of any version in [3,4)
          <version>3.1<                            | <version>LATEST<              | shoes may be of any version in LATEST
          <version>3.1<                            | <version>${shoes.version}<    | holds a property without a value
          <version>3.1</version>                   | <optional>true</optional>     | shoes has no version
          <scope>runtime<                          | <scope>system<                | shoes has scope system
          <dependencies>                           | <repositories/><dependencies> | has repositories
          """)
  void a_pom_that_breaks_a_rule_is_a_fault(String what, String into, String fault)
      throws Exception {
    rehearsal.changePom(what, into);

    assertThat(rehearsal.faults()).containsExactly("walker-core-1.2.0.pom: " + fault);
  }

  @Test
  void what_nobody_asked_for_is_a_fault() throws Exception {
    rehearsal.publishJar("walker-core", "-tests.jar", "org/example/WalkerTest.class");

    assertThat(rehearsal.faults())
        .containsExactly("walker-core-1.2.0-tests.jar: is not to be published");
  }

  @Test
  void an_artifact_too_many_is_a_fault() throws Exception {
    rehearsal.publish(
        "walker-bench",
        ".pom",
        Files.readString(rehearsal.file("walker-parent", ".pom"))
            .replace("walker-parent", "walker-bench")
            .getBytes(StandardCharsets.UTF_8));

    assertThat(rehearsal.faults())
        .contains(
            "published are [walker-bench, walker-core, walker-parent], not [walker-core,"
                + " walker-parent]");
  }

  @Test
  void empty_documentation_is_a_fault() throws Exception {
    rehearsal.publishJar("walker-core", "-javadoc.jar", "README");

    assertThat(rehearsal.faults())
        .containsExactly("walker-core-1.2.0-javadoc.jar: holds no index.html");
  }

  @Test
  void a_snapshot_is_a_fault() throws Exception {
    Path release = rehearsal.file("walker-core", ".pom").resolveSibling("");
    Files.move(release, release.resolveSibling("1.2.0-SNAPSHOT"));

    assertThat(rehearsal.faults())
        .contains("published are the versions [1.2.0, 1.2.0-SNAPSHOT], not one");
  }
}
