package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dataset of image files. The points of all images were read and checked when it was opened;
 * pixels are decoded when they are asked for. Immutable and safe for use by many threads.
 */
public final class AnnotatedImages implements CrowdDataset {
  private static final Logger LOG = LoggerFactory.getLogger(AnnotatedImages.class);

  private final String name;
  private final boolean testSplit;
  private final List<AnnotatedImage> images;
  private final List<PointAdjustment> adjustments;
  private final List<DatasetFault> faults;
  private final ReadingRules rules;

  AnnotatedImages(
      String name,
      boolean testSplit,
      List<AnnotatedImage> images,
      List<PointAdjustment> adjustments,
      List<DatasetFault> faults,
      ReadingRules rules) {
    this.name = name;
    this.testSplit = testSplit;
    this.images = List.copyOf(images);
    this.adjustments = List.copyOf(adjustments);
    this.faults = List.copyOf(faults);
    this.rules = rules;
  }

  /** One image: where it is, how large it is and its points, all inside. */
  record AnnotatedImage(String id, Path file, ImageSize size, List<HeadPoint> heads) {
    AnnotatedImage {
      heads = List.copyOf(heads);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isTestSplit() {
    return testSplit;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public String id(int index) {
    return images.get(index).id();
  }

  @Override
  public List<HeadPoint> heads(int index) {
    return images.get(index).heads();
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return Optional.of(file(index));
  }

  /**
   * Some of the images, in the order given: their files, the adjustments of their points, and all
   * faults.
   */
  @Override
  public AnnotatedImages subset(String newName, List<Integer> indices) {
    CrowdDataset chosen = CrowdDataset.super.subset(newName, indices);
    List<AnnotatedImage> some = indices.stream().map(images::get).toList();
    Set<String> ids = some.stream().map(AnnotatedImage::id).collect(Collectors.toSet());
    return new AnnotatedImages(
        chosen.name(),
        chosen.isTestSplit(),
        some,
        adjustments.stream().filter(adjustment -> ids.contains(adjustment.image())).toList(),
        faults,
        rules);
  }

  @Override
  public AnnotatedImages without(Set<String> ids) {
    return (AnnotatedImages) CrowdDataset.super.without(ids);
  }

  /** The file of an image. */
  public Path file(int index) {
    return images.get(index).file();
  }

  /** Width and height of an upright image. */
  public ImageSize imageSize(int index) {
    return images.get(index).size();
  }

  /** Every point that lay outside its image, and what became of it; empty if there was none. */
  public List<PointAdjustment> adjustments() {
    return adjustments;
  }

  /** Why images were left out; empty unless the rules are {@link FaultyImages#LEAVE_OUT}. */
  public List<DatasetFault> faults() {
    return faults;
  }

  @Override
  public RgbImage image(int index) throws IOException {
    AnnotatedImage image = images.get(index);
    DecodedImage decoded = rules.decoder().decode(image.file());
    decoded.warnings().forEach(warning -> LOG.warn("{}: {}", image.file(), warning));
    ImageSize found = new ImageSize(decoded.image().width(), decoded.image().height());
    if (!found.equals(image.size())) {
      throw new DatasetException(
          name,
          List.of(
              "%s is %s pixels now but was %s when the dataset was opened"
                  .formatted(image.file(), found, image.size())));
    }
    return decoded.image();
  }

  @Override
  public String toString() {
    return name + " (" + images.size() + " images)";
  }
}
