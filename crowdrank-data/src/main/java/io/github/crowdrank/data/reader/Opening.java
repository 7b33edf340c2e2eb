package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.reader.AnnotatedImages.AnnotatedImage;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A dataset on its way from files to memory: collects every fault before it gives up. */
final class Opening {
  private final String name;
  private final PointsFile format;
  private final ReadingRules rules;
  private final List<AnnotatedImage> images = new ArrayList<>();
  private final List<PointAdjustment> adjustments = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Opening(String name, PointsFile format, ReadingRules rules) {
    this.name = name;
    this.format = format;
    this.rules = rules;
  }

  /**
   * Pairs images with annotations and reads the latter.
   *
   * @param imageFiles in the order of the dataset
   * @param annotationFiles in any order
   * @param prefix what stands before an image's name in that of its annotation
   */
  static AnnotatedImages open(
      String name,
      List<Path> imageFiles,
      List<Path> annotationFiles,
      String prefix,
      PointsFile format,
      ReadingRules rules)
      throws DatasetException {
    Opening opening = new Opening(name, format, rules);
    Map<String, Path> annotations = new TreeMap<>(NaturalOrder.INSTANCE);
    annotationFiles.forEach(file -> annotations.put(ImageFiles.stem(file), file));
    Map<String, Path> seen = new TreeMap<>();
    for (Path image : imageFiles) {
      String id = ImageFiles.stem(image);
      Path twin = seen.put(id, image);
      Path annotation = annotations.remove(prefix + id);
      if (twin != null) {
        opening.problems.add(image + " has the same name as " + twin);
      } else if (annotation == null) {
        opening.problems.add(image + " has no annotation " + prefix + id);
      } else {
        opening.add(id, image, annotation);
      }
    }
    annotations.values().forEach(file -> opening.problems.add(file + " belongs to no image"));
    return opening.finish();
  }

  private void add(String id, Path image, Path annotation) {
    List<HeadPoint> annotated;
    UprightSize size;
    try {
      annotated = format.read(annotation);
    } catch (IOException e) {
      problems.add(annotation + ": " + reason(e));
      return;
    }
    try {
      size = UprightSize.read(image, rules.decoder());
    } catch (IOException e) {
      problems.add(image + ": " + reason(e));
      return;
    }
    images.add(new AnnotatedImage(id, image, size, fit(annotated, size, annotation)));
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private List<HeadPoint> fit(List<HeadPoint> annotated, UprightSize size, Path annotation) {
    double shift = rules.origin().shift();
    List<HeadPoint> heads = new ArrayList<>(annotated.size());
    for (int i = 0; i < annotated.size(); i++) {
      HeadPoint head = new HeadPoint(annotated.get(i).x() + shift, annotated.get(i).y() + shift);
      if (head.isInside(size.width(), size.height())) {
        heads.add(head);
        continue;
      }
      switch (rules.outsidePoints()) {
        case CLIP_TO_BORDER -> {
          HeadPoint moved =
              new HeadPoint(clip(head.x(), size.width()), clip(head.y(), size.height()));
          heads.add(moved);
          adjustments.add(new PointAdjustment(annotation, i + 1, head, Optional.of(moved)));
        }
        case DROP ->
            adjustments.add(new PointAdjustment(annotation, i + 1, head, Optional.empty()));
        case FAIL ->
            problems.add(
                "%s: point %d at (%s, %s) lies outside the %dx%d image"
                    .formatted(annotation, i + 1, head.x(), head.y(), size.width(), size.height()));
      }
    }
    return heads;
  }

  private static double clip(double value, int length) {
    return Math.max(0, Math.min(Math.nextDown((double) length), value));
  }

  private AnnotatedImages finish() throws DatasetException {
    if (images.isEmpty() && problems.isEmpty()) {
      problems.add("there are no images");
    }
    if (!problems.isEmpty()) {
      throw new DatasetException(name, problems);
    }
    return new AnnotatedImages(name, images, adjustments, rules);
  }
}
