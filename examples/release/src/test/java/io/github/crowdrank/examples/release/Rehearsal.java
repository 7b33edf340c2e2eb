package io.github.crowdrank.examples.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** A repository that keeps all rules, for tests to break. */
final class Rehearsal {
  static final List<String> ARTIFACTS = List.of("walker-parent", "walker-core");

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId>
        <artifactId>%s</artifactId>
        <version>1.2.0</version>
        <packaging>%s</packaging>
        <name>walker</name>
        <description>Walks.</description>
        <url>https://example.org</url>
        <licenses>
          <license><name>Apache-2.0</name><url>https://example.org/licence</url></license>
        </licenses>
        <developers>
          <developer><name>A. Walker</name><url>https://example.org/a</url></developer>
        </developers>
        <scm>
          <connection>scm:git:https://example.org/walker.git</connection>
          <developerConnection>scm:git:git@example.org:walker.git</developerConnection>
          <url>https://example.org/walker</url>
        </scm>
        <dependencies>
          <dependency>
            <groupId>org.example</groupId>
            <artifactId>shoes</artifactId>
            <version>3.1</version>
            <scope>runtime</scope>
          </dependency>
        </dependencies>
      </project>
      """;

  private final Path folder;
  private final ThrowAwayKey key = new ThrowAwayKey();

  Rehearsal(Path folder) throws IOException, PGPException {
    this.folder = folder;
    key.write(folder.resolve("secret.asc"), publicKeys());
    publish("walker-parent", ".pom", POM.formatted("walker-parent", "pom").getBytes(UTF_8));
    publish("walker-core", ".pom", POM.formatted("walker-core", "jar").getBytes(UTF_8));
    for (String artifact : ARTIFACTS) {
      publish(artifact, "-cyclonedx.json", "{}".getBytes(UTF_8));
      publish(artifact, "-cyclonedx.xml", "<bom/>".getBytes(UTF_8));
    }
    publishJar("walker-core", ".jar", "org/example/Walker.class");
    publishJar("walker-core", "-sources.jar", "org/example/Walker.java");
    publishJar("walker-core", "-javadoc.jar", "index.html");
  }

  Path repository() {
    return folder.resolve("repository");
  }

  Path publicKeys() {
    return folder.resolve("public.asc");
  }

  Path file(String artifact, String suffix) {
    return repository()
        .resolve("org/example/%s/1.2.0/%s-1.2.0%s".formatted(artifact, artifact, suffix));
  }

  List<String> faults() throws IOException {
    return CentralRules.faults(repository(), publicKeys(), ARTIFACTS);
  }

  /** Changes the first of some words in the core's POM, and publishes it as if it were right. */
  void changePom(String what, String into) throws IOException, PGPException {
    Path pom = file("walker-core", ".pom");
    String text = Files.readString(pom);
    int at = text.indexOf(what);
    if (at < 0) {
      throw new IllegalArgumentException(what);
    }
    String changed = text.substring(0, at) + into + text.substring(at + what.length());
    publish("walker-core", ".pom", changed.getBytes(UTF_8));
  }

  void publishJar(String artifact, String suffix, String entry) throws IOException, PGPException {
    Path jar = Files.createTempFile(folder, "built", ".jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(entry));
    }
    publish(artifact, suffix, Files.readAllBytes(jar));
  }

  void publish(String artifact, String suffix, byte[] bytes) throws IOException, PGPException {
    Path file = file(artifact, suffix);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Files.writeString(file(artifact, suffix + ".md5"), ChecksumRules.digest("MD5", bytes));
    Files.writeString(file(artifact, suffix + ".sha1"), ChecksumRules.digest("SHA-1", bytes));
    Files.writeString(file(artifact, suffix + ".sha256"), ChecksumRules.digest("SHA-256", bytes));
    sign(file, bytes, key);
  }

  static void sign(Path file, byte[] bytes, ThrowAwayKey key) throws IOException, PGPException {
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(
                key.pair().getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
            key.pair().getPublicKey());
    generator.init(PGPSignature.BINARY_DOCUMENT, key.pair().getPrivateKey());
    generator.update(bytes);
    ThrowAwayKey.writeArmored(
        file.resolveSibling(file.getFileName() + ".asc"), generator.generate().getEncoded());
  }
}
