package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/** Pairs the frames of a video, by their numbers, with what one MATLAB file says of all. */
final class NumberedFrames {
  private NumberedFrames() {}

  /**
   * Reads the annotations of a video and adds the frames of a range that have one.
   *
   * @param first number of a frame, from 1
   * @param last number of a frame
   * @param image where the frame of a number should be
   */
  static void add(
      ListingBuilder listing, Path annotationFile, int first, int last, IntFunction<Path> image) {
    List<Annotation> annotations;
    try {
      annotations = AnnotationReader.frames().read(annotationFile);
    } catch (IOException e) {
      listing.fault(Kind.UNREADABLE_ANNOTATION, annotationFile, Opening.reason(e));
      return;
    }
    for (int number = first; number <= last; number++) {
      Path file = image.apply(number);
      if (!Files.isRegularFile(file)) {
        listing.fault(Kind.MISSING_IMAGE, file, "frame " + number + " has no image");
      } else if (number > annotations.size()) {
        listing.fault(
            Kind.MISSING_ANNOTATION,
            file,
            "%s ends with frame %d".formatted(annotationFile, annotations.size()));
      } else {
        Annotation annotation = annotations.get(number - 1);
        listing.add(new ListedImage(ImageFiles.stem(file), file, annotationFile, annotation));
      }
    }
  }
}
