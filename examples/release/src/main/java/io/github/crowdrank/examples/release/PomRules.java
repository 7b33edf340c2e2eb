package io.github.crowdrank.examples.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What Maven Central asks of a POM, and that it resolves for a user who has no other repository:
 * the fields stand in the file itself, nothing is a snapshot, nothing depends on the machine that
 * built it.
 */
final class PomRules {
  private static final String SNAPSHOT = "SNAPSHOT";

  private PomRules() {}

  static void check(PublishedVersion published, Faults faults) throws IOException {
    Path file = published.file(".pom");
    String name = PublishedVersion.name(file);
    Element project = read(file);
    faults.require(
        text(project, "artifactId").equals(published.artifactId())
            && text(project, "version").equals(published.version()),
        "%s: says %s %s".formatted(name, text(project, "artifactId"), text(project, "version")));
    faults.require(
        !published.version().contains(SNAPSHOT), "%s: a snapshot is no release".formatted(name));
    faults.require(
        !project.getTextContent().contains("${"),
        "%s: holds a property without a value".formatted(name));
    for (String field : List.of("groupId", "name", "description", "url")) {
      faults.require(!text(project, field).isBlank(), "%s: has no %s".formatted(name, field));
    }
    requireEach(project, "licenses", List.of("name", "url"), name, faults);
    requireEach(project, "developers", List.of("name", "url"), name, faults);
    for (String field : List.of("connection", "developerConnection", "url")) {
      faults.require(
          children(project, "scm").anyMatch(scm -> !text(scm, field).isBlank()),
          "%s: has no scm.%s".formatted(name, field));
    }
    for (String section : List.of("repositories", "pluginRepositories")) {
      faults.require(
          descendants(project, section).findAny().isEmpty(), "%s: has %s".formatted(name, section));
    }
    Stream.concat(descendants(project, "dependency"), descendants(project, "parent"))
        .forEach(dependency -> checkDependency(dependency, name, faults));
  }

  private static void requireEach(
      Element project, String list, List<String> fields, String name, Faults faults) {
    List<Element> entries = children(project, list).flatMap(it -> children(it, "*")).toList();
    faults.require(!entries.isEmpty(), "%s: has no %s".formatted(name, list));
    for (Element entry : entries) {
      for (String field : fields) {
        faults.require(
            !text(entry, field).isBlank(),
            "%s: one of its %s has no %s".formatted(name, list, field));
      }
    }
  }

  private static void checkDependency(Element dependency, String name, Faults faults) {
    String artifact = text(dependency, "artifactId");
    String version = text(dependency, "version");
    faults.require(!version.isBlank(), "%s: %s has no version".formatted(name, artifact));
    faults.require(
        !version.contains(SNAPSHOT),
        "%s: depends on the snapshot %s %s".formatted(name, artifact, version));
    faults.require(
        !text(dependency, "scope").equals("system"),
        "%s: %s has scope system".formatted(name, artifact));
    faults.require(
        version.chars().noneMatch(it -> "[](),".indexOf(it) >= 0)
            && !List.of("LATEST", "RELEASE").contains(version),
        "%s: %s may be of any version in %s".formatted(name, artifact, version));
  }

  private static Element read(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String text(Element parent, String child) {
    return children(parent, child).map(it -> it.getTextContent().strip()).findFirst().orElse("");
  }

  private static Stream<Element> children(Element parent, String tag) {
    return descendants(parent, tag).filter(it -> it.getParentNode() == parent);
  }

  private static Stream<Element> descendants(Element parent, String tag) {
    var nodes = parent.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
  }
}
