package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An annotation file that a test writes. */
record TextFile(Path path, AnnotationReader reader) {
  List<Annotation> read(String text) throws IOException {
    Files.writeString(path, text);
    return reader.read(path);
  }

  /** Points of the only image. */
  List<HeadPoint> points(String text) throws IOException {
    List<Annotation> annotations = read(text);
    if (annotations.size() != 1) {
      throw new AssertionError("one image was expected but found " + annotations);
    }
    return annotations.get(0).points();
  }

  static Annotation annotation(String image, int width, int height, HeadPoint... points) {
    return new Annotation(image, Optional.of(new ImageSize(width, height)), List.of(points));
  }

  static Annotation annotation(String image, HeadPoint... points) {
    return new Annotation(image, Optional.empty(), List.of(points));
  }
}
