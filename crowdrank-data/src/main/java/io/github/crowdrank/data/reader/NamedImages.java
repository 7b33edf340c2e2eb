package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the images that one file names with those in a folder. The names come from anywhere, and
 * none leads outside.
 */
final class NamedImages {
  private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:.*", Pattern.DOTALL);
  private static final Pattern UPWARDS = Pattern.compile("(.*/)?\\.\\.(/.*)?", Pattern.DOTALL);

  private final Path annotationFile;
  private final List<Path> folders;
  private final AnnotationReader reader;
  private final List<ListedImage> images = new ArrayList<>();
  private final List<DatasetFault> faults = new ArrayList<>();
  private final Map<String, Path> seen = new HashMap<>();

  /** Files of the annotations, those included that share their id with another one. */
  private final Set<Path> named = new HashSet<>();

  /**
   * @param folders where to look for an image; ids are paths from the first that has it
   */
  NamedImages(Path annotationFile, List<Path> folders, AnnotationReader reader) {
    this.annotationFile = annotationFile;
    this.folders = folders;
    this.reader = reader;
  }

  /**
   * Reads the file and finds its images.
   *
   * @param complete whether it should name all images of the first folder
   */
  Listing list(String name, boolean testSplit, boolean complete) throws IOException {
    List<Annotation> annotations;
    try {
      annotations = reader.read(annotationFile);
    } catch (IOException e) {
      throw new DatasetException(
          name,
          List.of(
              new DatasetFault(Kind.UNREADABLE_ANNOTATION, annotationFile, Opening.reason(e))
                  .toString()));
    }
    annotations.forEach(this::add);
    if (complete) {
      for (Path file : ImageFiles.list(folders.get(0), true)) {
        if (ImageFiles.isImage(file) && !named.contains(file.normalize())) {
          fault(Kind.MISSING_ANNOTATION, file, annotationFile + " does not name it");
        }
      }
    }
    return new Listing(name, testSplit, images, faults);
  }

  private void add(Annotation annotation) {
    String problem = problem(annotation.image());
    if (problem != null) {
      fault(Kind.MISSING_IMAGE, annotationFile, problem);
      return;
    }
    String name = annotation.image().replace('\\', '/');
    try {
      for (Path folder : folders) {
        Path file = folder.resolve(name).normalize();
        if (Files.isRegularFile(file)) {
          add(annotation, file, id(folder.normalize(), file));
          return;
        }
      }
      fault(
          Kind.MISSING_IMAGE,
          folders.get(0).resolve(name),
          "there is no such image; " + annotationFile + " names it");
    } catch (InvalidPathException e) {
      fault(
          Kind.MISSING_IMAGE,
          annotationFile,
          "it names the image \"%s\", which no file can be called: %s"
              .formatted(name, e.getReason()));
    }
  }

  private void add(Annotation annotation, Path file, String id) {
    named.add(file);
    Path twin = seen.putIfAbsent(id, file);
    if (twin != null) {
      fault(Kind.SAME_NAME, file, "it has the same name as " + twin);
      return;
    }
    Pairing.add(new ListedImage(id, file, annotationFile, annotation), images, faults);
  }

  /** Why a name cannot be that of a file within the folder. */
  private @Nullable String problem(String name) {
    String path = name.replace('\\', '/');
    if (path.isBlank()) {
      return "it belongs to no image and names none: a file about many has a column called image";
    }
    if (ABSOLUTE.matcher(path).matches() || UPWARDS.matcher(path).matches()) {
      return "it names the image \"%s\", which leads outside %s".formatted(name, folders.get(0));
    }
    return null;
  }

  private static String id(Path folder, Path file) {
    String path = ImageFiles.idOf(folder, file);
    String last = ImageFiles.name(file);
    return path.substring(0, path.length() - last.length()) + ImageFiles.stem(file);
  }

  private void fault(Kind kind, Path file, String reason) {
    faults.add(new DatasetFault(kind, file, reason));
  }
}
