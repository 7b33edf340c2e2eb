package io.github.crowdrank.data.annotation;

import java.util.List;

/** What a file about one image is given. */
final class Singles {
  private Singles() {}

  static Annotation only(List<Annotation> annotations) {
    if (annotations.size() != 1) {
      throw new IllegalArgumentException(
          "the file is about one image but was given " + annotations.size());
    }
    return annotations.get(0);
  }

  /** The size that a format has to be told. */
  static ImageSize size(Annotation annotation) {
    return annotation
        .size()
        .orElseThrow(
            () -> new IllegalArgumentException(annotation.image() + " was given without its size"));
  }
}
