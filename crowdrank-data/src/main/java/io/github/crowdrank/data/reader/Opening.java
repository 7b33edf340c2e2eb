package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.data.reader.AnnotatedImages.AnnotatedImage;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A listing on its way to a dataset: collects every fault before it gives up. */
final class Opening {
  private final Listing listing;
  private final ReadingRules rules;
  private final List<AnnotatedImage> images = new ArrayList<>();
  private final List<PointAdjustment> adjustments = new ArrayList<>();
  private final List<DatasetFault> faults = new ArrayList<>();

  private Opening(Listing listing, ReadingRules rules) {
    this.listing = listing;
    this.rules = rules;
    this.faults.addAll(listing.faults());
  }

  static AnnotatedImages open(Listing listing, ReadingRules rules) throws DatasetException {
    Opening opening = new Opening(listing, rules);
    listing.images().forEach(opening::add);
    return opening.finish();
  }

  /** What an exception says, or what it is called if it says nothing. */
  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void add(ListedImage listed) {
    ImageSize size;
    try {
      Region bounds = rules.decoder().bounds(listed.file());
      size = new ImageSize((int) bounds.width(), (int) bounds.height());
    } catch (IOException e) {
      faults.add(new DatasetFault(Kind.UNDECODABLE_IMAGE, listed.file(), reason(e)));
      return;
    }
    Optional<ImageSize> declared = listed.annotation().size();
    if (declared.isPresent() && !declared.get().equals(size)) {
      faults.add(
          new DatasetFault(
              Kind.SIZE_MISMATCH,
              listed.annotationFile(),
              "it says that %s has %s pixels but it has %s"
                  .formatted(listed.file(), declared.get(), size)));
      return;
    }
    int faultsBefore = faults.size();
    List<HeadPoint> heads = fit(listed, size);
    if (faults.size() == faultsBefore) {
      images.add(new AnnotatedImage(listed.id(), listed.file(), size, heads));
    }
  }

  private List<HeadPoint> fit(ListedImage listed, ImageSize size) {
    double shift = rules.origin().shift();
    List<HeadPoint> annotated = listed.annotation().points();
    List<HeadPoint> heads = new ArrayList<>(annotated.size());
    for (int i = 0; i < annotated.size(); i++) {
      HeadPoint head = new HeadPoint(annotated.get(i).x() + shift, annotated.get(i).y() + shift);
      if (head.isInside(size.width(), size.height())) {
        heads.add(head);
        continue;
      }
      switch (rules.outsidePoints()) {
        case CLIP_TO_BORDER -> {
          HeadPoint moved = size.nearestInside(head);
          heads.add(moved);
          adjustments.add(
              new PointAdjustment(
                  listed.annotationFile(), listed.id(), i + 1, head, Optional.of(moved)));
        }
        case DROP ->
            adjustments.add(
                new PointAdjustment(
                    listed.annotationFile(), listed.id(), i + 1, head, Optional.empty()));
        case FAIL ->
            faults.add(
                new DatasetFault(
                    Kind.POINT_OUTSIDE,
                    listed.annotationFile(),
                    "point %d at (%s, %s) lies outside the %s image %s"
                        .formatted(i + 1, head.x(), head.y(), size, listed.id())));
      }
    }
    return heads;
  }

  private AnnotatedImages finish() throws DatasetException {
    boolean refused = rules.faultyImages() == FaultyImages.FAIL && !faults.isEmpty();
    if (refused || images.isEmpty()) {
      throw new DatasetException(
          listing.name(),
          faults.isEmpty()
              ? List.of("there are no images")
              : faults.stream().map(DatasetFault::toString).toList());
    }
    return new AnnotatedImages(
        listing.name(), listing.testSplit(), images, adjustments, faults, rules);
  }
}
