package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.AnnotationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds the one file that annotates many images, in a folder or in {@code annotations} within it,
 * and the folder of the images: {@code images}, or the one the file lies in. Where a split has no
 * folder, its file has the split's name in its own, as {@code person_keypoints_train2017.json}, and
 * the images may lie in a folder called {@code train2017}.
 */
final class OneFile {
  private OneFile() {}

  static Listing list(
      DatasetFormat format, Path root, String split, String extension, AnnotationReader reader)
      throws IOException {
    return list(format, root, split, extension, List.of(), reader);
  }

  /**
   * As the other, and knows which file to take where there are several.
   *
   * @param preferred what the names of such files begin with, the best first
   */
  static Listing list(
      DatasetFormat format,
      Path root,
      String split,
      String extension,
      List<String> preferred,
      AnnotationReader reader)
      throws IOException {
    Path division = Divisions.folder(format, root, split);
    boolean byName = !Files.isDirectory(division);
    Path folder = byName ? root : division;
    String name = Divisions.name(root, split);
    List<Path> candidates = new ArrayList<>(ImageFiles.withExtension(folder, extension));
    Path annotations = folder.resolve("annotations");
    if (Files.isDirectory(annotations)) {
      candidates.addAll(ImageFiles.withExtension(annotations, extension));
    }
    if (byName) {
      candidates.removeIf(file -> words(file).noneMatch(word -> word.startsWith(split)));
    }
    List<Path> chosen = best(candidates, preferred);
    if (chosen.size() != 1) {
      throw new DatasetException(
          name,
          List.of(
              "%s should hold one %s file%s but has %s"
                  .formatted(
                      folder,
                      extension,
                      byName ? " with " + split + " in its name" : "",
                      chosen.isEmpty() ? "none" : chosen)));
    }
    Path file = chosen.get(0);
    Stream<String> ownFolders =
        byName ? words(file).filter(word -> word.startsWith(split)) : Stream.of();
    Path images =
        Stream.concat(
                ownFolders.flatMap(own -> Stream.of("images/" + own, own)), Stream.of("images"))
            .map(folder::resolve)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(folder);
    return new NamedImages(file, List.of(images, folder), reader)
        .list(name, split.equals(Divisions.TEST), !byName);
  }

  /** All candidates, or those of the best beginning that any of them has. */
  private static List<Path> best(List<Path> candidates, List<String> preferred) {
    return preferred.stream()
        .map(start -> candidates.stream().filter(file -> startsWith(file, start)).toList())
        .filter(those -> !those.isEmpty())
        .findFirst()
        .orElse(candidates);
  }

  private static boolean startsWith(Path file, String start) {
    return ImageFiles.name(file).toLowerCase(Locale.ROOT).startsWith(start);
  }

  private static Stream<String> words(Path file) {
    return Stream.of(ImageFiles.stem(file).toLowerCase(Locale.ROOT).split("[^\\p{Alnum}]+", -1));
  }
}
