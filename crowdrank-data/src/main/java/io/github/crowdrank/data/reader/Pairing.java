package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pairs each image with the annotation file of its name. */
final class Pairing {
  private final AnnotationReader reader;
  private final List<ListedImage> images = new ArrayList<>();
  private final List<DatasetFault> faults = new ArrayList<>();

  private Pairing(AnnotationReader reader) {
    this.reader = reader;
  }

  /**
   * Pairs images with annotations and reads the latter.
   *
   * @param imageFiles in the order of the dataset
   * @param annotationFiles in any order
   * @param prefix what stands before an image's name in that of its annotation
   * @param suffix what stands behind it, before the dot
   */
  static Listing list(
      String name,
      boolean testSplit,
      List<Path> imageFiles,
      List<Path> annotationFiles,
      String prefix,
      String suffix,
      AnnotationReader reader) {
    Pairing pairing = new Pairing(reader);
    Map<String, Path> annotations = new TreeMap<>(NaturalOrder.INSTANCE);
    for (Path file : annotationFiles) {
      Path twin = annotations.putIfAbsent(ImageFiles.stem(file), file);
      if (twin != null) {
        pairing.fault(Kind.SAME_NAME, file, "it has the same name as " + twin);
      }
    }
    Map<String, Path> seen = new TreeMap<>();
    for (Path image : imageFiles) {
      String id = ImageFiles.stem(image);
      Path twin = seen.putIfAbsent(id, image);
      if (twin != null) {
        pairing.fault(Kind.SAME_NAME, image, "it has the same name as " + twin);
        continue;
      }
      Path annotation = annotations.remove(prefix + id + suffix);
      if (annotation == null) {
        pairing.fault(
            Kind.MISSING_ANNOTATION, image, "it has no annotation " + prefix + id + suffix);
      } else {
        pairing.read(id, image, annotation);
      }
    }
    annotations
        .values()
        .forEach(file -> pairing.fault(Kind.MISSING_IMAGE, file, "it belongs to no image"));
    return new Listing(name, testSplit, pairing.images, pairing.faults);
  }

  private void read(String id, Path image, Path annotationFile) {
    try {
      List<Annotation> annotations = reader.read(annotationFile);
      if (annotations.size() != 1) {
        throw new IOException("it is about %d images, not one".formatted(annotations.size()));
      }
      add(new ListedImage(id, image, annotationFile, annotations.get(0)), images, faults);
    } catch (IOException e) {
      fault(Kind.UNREADABLE_ANNOTATION, annotationFile, Opening.reason(e));
    }
  }

  /** Adds an image, or what is wrong with its points. */
  static void add(ListedImage image, List<ListedImage> images, List<DatasetFault> faults) {
    image
        .annotation()
        .flaw()
        .ifPresentOrElse(
            flaw ->
                faults.add(
                    new DatasetFault(
                        Kind.UNREADABLE_ANNOTATION,
                        image.annotationFile(),
                        "image %s: %s".formatted(image.id(), flaw))),
            () -> images.add(image));
  }

  private void fault(Kind kind, Path file, String reason) {
    faults.add(new DatasetFault(kind, file, reason));
  }
}
