package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what a folder holds, and what is wrong with it. */
final class ListingBuilder {
  private final List<ListedImage> images = new ArrayList<>();
  private final List<DatasetFault> faults = new ArrayList<>();

  /** Reads the annotation file of one image. */
  void read(String id, Path image, Path annotationFile, AnnotationReader reader) {
    try {
      List<Annotation> annotations = reader.read(annotationFile);
      if (annotations.size() != 1) {
        throw new IOException("it is about %d images, not one".formatted(annotations.size()));
      }
      add(new ListedImage(id, image, annotationFile, annotations.get(0)));
    } catch (IOException e) {
      fault(Kind.UNREADABLE_ANNOTATION, annotationFile, Opening.reason(e));
    }
  }

  /** Adds an image, or a fault if its annotation has a flaw. */
  void add(ListedImage image) {
    image
        .annotation()
        .flaw()
        .ifPresentOrElse(
            flaw -> fault(Kind.UNREADABLE_ANNOTATION, image.annotationFile(), flaw),
            () -> images.add(image));
  }

  void add(DatasetFault fault) {
    faults.add(fault);
  }

  void fault(Kind kind, Path file, String reason) {
    add(new DatasetFault(kind, file, reason));
  }

  Listing build(String name, boolean testSplit) {
    return new Listing(name, testSplit, images, faults);
  }
}
