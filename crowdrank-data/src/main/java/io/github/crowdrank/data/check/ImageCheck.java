package io.github.crowdrank.data.check;

import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.reader.ListedImage;
import io.github.crowdrank.data.similar.PerceptualHash;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one image at a time by the same rules. Safe for use by many threads. */
record ImageCheck(
    ImageDecoder decoder, DensityPainter painter, double closeDistance, double sumTolerance) {
  /**
   * What was found.
   *
   * @param listed the image as it was listed
   * @param image what is reported of it
   * @param picture what it is recognised by, or empty if it could not be decoded
   * @param faults in the order of the checks
   */
  record Findings(
      ListedImage listed,
      CheckedImage image,
      Optional<Picture> picture,
      List<DatasetFault> faults) {}

  /**
   * What a picture is recognised by when its pixels are gone. Those of two that agree in both
   * hashes are the same, but for a chance of one in billions.
   *
   * @param pixels hash of its size and all its samples
   */
  record Picture(PerceptualHash hash, int pixels) {}

  Findings check(ListedImage listed) {
    List<DatasetFault> faults = new ArrayList<>();
    Optional<RgbImage> decoded = decode(listed, faults);
    Optional<ImageSize> size = decoded.map(image -> new ImageSize(image.width(), image.height()));
    size.ifPresent(found -> checkDeclaredSize(listed, found, faults));
    PointCheck points = new PointCheck(listed, faults::add);
    size.ifPresent(points::againstImage);
    points.againstEachOther(closeDistance);
    size.ifPresent(found -> points.againstMap(found, painter, sumTolerance));
    CheckedImage image =
        new CheckedImage(
            listed.id(),
            listed.file(),
            listed.annotation().points().size(),
            size,
            decoded.filter(ImageCheck::isGrey).isPresent());
    return new Findings(
        listed,
        image,
        decoded.map(pixels -> new Picture(PerceptualHash.of(pixels), pixels.hashCode())),
        faults);
  }

  private Optional<RgbImage> decode(ListedImage listed, List<DatasetFault> faults) {
    try {
      DecodedImage decoded = decoder.decode(listed.file());
      for (String warning : decoded.warnings()) {
        faults.add(new DatasetFault(Kind.IMAGE_WARNING, listed.file(), warning));
      }
      return Optional.of(decoded.image());
    } catch (IOException e) {
      faults.add(DatasetFault.of(Kind.UNDECODABLE_IMAGE, listed.file(), e));
      return Optional.empty();
    }
  }

  private static void checkDeclaredSize(
      ListedImage listed, ImageSize found, List<DatasetFault> faults) {
    Optional<ImageSize> declared = listed.annotation().size();
    if (declared.isEmpty() || declared.get().equals(found)) {
      return;
    }
    boolean turned =
        declared.get().width() == found.height() && declared.get().height() == found.width();
    faults.add(
        new DatasetFault(
            Kind.SIZE_MISMATCH,
            listed.annotationFile(),
            "it says that %s has %s pixels but it has %s%s"
                .formatted(
                    listed.file(),
                    declared.get(),
                    found,
                    turned ? ", as if labelled without regard to its EXIF orientation" : "")));
  }

  private static boolean isGrey(RgbImage image) {
    byte[] row = new byte[3 * image.width()];
    for (int y = 0; y < image.height(); y++) {
      image.copyRow(y, row);
      for (int at = 0; at < row.length; at += 3) {
        if (row[at] != row[at + 1] || row[at] != row[at + 2]) {
          return false;
        }
      }
    }
    return true;
  }
}
