package io.github.crowdrank.data.label;

import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.AnnotationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The CSV files in a folder, by their names without extension, which may be in upper case.
 *
 * @param files one for each name, or more where extensions differ in case
 */
record PointFolder(Map<String, List<Path>> files) {
  static PointFolder of(Path folder) throws IOException {
    Map<String, List<Path>> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(entry -> entry.toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              entry -> files.computeIfAbsent(stem(entry), stem -> new ArrayList<>()).add(entry));
    }
    return new PointFolder(files);
  }

  /** The file of a name, if it is there. */
  Optional<Path> file(String stem) {
    return files.getOrDefault(stem, List.of()).stream().findFirst();
  }

  /** What is wrong if a name has more than one file. */
  Optional<String> repeated(String stem) {
    List<Path> all = files.getOrDefault(stem, List.of());
    return all.size() < 2
        ? Optional.empty()
        : Optional.of(all + " would all hold the points of one picture; leave one of them");
  }

  boolean holdsAny(Set<String> stems) {
    return files.keySet().stream().anyMatch(stems::contains);
  }

  /**
   * What is wrong if a file that is no picture's own tells the points of some.
   *
   * @param stems names of all pictures without extension
   * @param without names of pictures that have no file of their own
   */
  Optional<String> sharedFile(Set<String> stems, Set<String> without) {
    for (Map.Entry<String, List<Path>> entry : files.entrySet()) {
      if (!stems.contains(entry.getKey())) {
        for (Path file : entry.getValue()) {
          List<String> named = named(file).stream().filter(without::contains).toList();
          if (!named.isEmpty()) {
            return Optional.of(
                ("%s holds the points of %d pictures that have no file of their own, such as %s:"
                        + " points are labelled in a file for each picture. Write those first, with"
                        + " `dataset convert --dataset csv --to csv`, and label what it makes;"
                        + " pictures that nobody has labelled can be added to its folder images")
                    .formatted(file, named.size(), named.get(0)));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** File names of the images that a file tells of; none if it holds no points of images. */
  private static List<String> named(Path file) {
    List<Annotation> annotations;
    try {
      annotations = AnnotationReader.csv().read(file);
    } catch (IOException e) {
      // A table of something else, which is left alone.
      return List.of();
    }
    return annotations.stream()
        .map(annotation -> annotation.image().replaceFirst("^.*[/\\\\]", ""))
        .toList();
  }

  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }
}
