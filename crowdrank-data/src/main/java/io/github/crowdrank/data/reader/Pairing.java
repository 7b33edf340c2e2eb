package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pairs each image with the annotation file of its name. */
final class Pairing {
  private Pairing() {}

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
    ListingBuilder listing = new ListingBuilder();
    Map<String, Path> annotations = new TreeMap<>(NaturalOrder.INSTANCE);
    for (Path file : annotationFiles) {
      Path twin = annotations.putIfAbsent(ImageFiles.stem(file), file);
      if (twin != null) {
        listing.fault(Kind.SAME_NAME, file, "it has the same name as " + twin);
      }
    }
    Map<String, Path> seen = new TreeMap<>();
    for (Path image : imageFiles) {
      String id = ImageFiles.stem(image);
      Path twin = seen.putIfAbsent(id, image);
      if (twin != null) {
        listing.fault(Kind.SAME_NAME, image, "it has the same name as " + twin);
        continue;
      }
      Path annotation = annotations.remove(prefix + id + suffix);
      if (annotation == null) {
        listing.fault(
            Kind.MISSING_ANNOTATION, image, "it has no annotation " + prefix + id + suffix);
      } else {
        listing.read(id, image, annotation, reader);
      }
    }
    annotations
        .values()
        .forEach(file -> listing.fault(Kind.MISSING_IMAGE, file, "it belongs to no image"));
    return listing.build(name, testSplit);
  }
}
