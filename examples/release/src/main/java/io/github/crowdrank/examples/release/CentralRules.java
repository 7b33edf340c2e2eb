package io.github.crowdrank.examples.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of <a href="https://central.sonatype.org/publish/requirements/">Maven Central</a>,
 * applied to a repository in a folder before anything is uploaded.
 */
final class CentralRules {
  private CentralRules() {}

  /**
   * Everything that is wrong with a repository, one sentence each.
   *
   * @param repository in the layout of Maven 2
   * @param publicKeys armoured, of those who may sign
   * @param artifactIds what is to be published, neither more nor less
   */
  static List<String> faults(Path repository, Path publicKeys, List<String> artifactIds)
      throws IOException {
    SignatureRules signatures = new SignatureRules(publicKeys);
    List<PublishedVersion> all = PublishedVersion.below(repository);
    Faults faults = new Faults();
    List<String> found = all.stream().map(PublishedVersion::artifactId).sorted().toList();
    List<String> wanted = artifactIds.stream().sorted().toList();
    faults.require(found.equals(wanted), "published are %s, not %s".formatted(found, wanted));
    TreeSet<String> versions =
        all.stream().map(PublishedVersion::version).collect(Collectors.toCollection(TreeSet::new));
    faults.require(
        versions.size() == 1, "published are the versions %s, not one".formatted(versions));
    for (PublishedVersion published : all) {
      if (!Files.exists(published.file(".pom"))) {
        faults.add("%s: is missing".formatted(published.file(".pom").getFileName()));
        continue;
      }
      PomRules.check(published, faults);
      JarRules.check(published, faults);
      ChecksumRules.check(published, faults);
      signatures.check(published, faults);
    }
    return faults.sentences();
  }

  /** The arguments are the repository, the file of public keys and the artifacts to publish. */
  public static void main(String[] arguments) throws IOException {
    List<String> artifactIds = List.of(arguments).subList(2, arguments.length);
    Verdict.of(
        "%s may be published".formatted(artifactIds),
        faults(Path.of(arguments[0]), Path.of(arguments[1]), artifactIds));
  }
}
