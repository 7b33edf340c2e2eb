package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import io.github.crowdrank.data.annotation.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Images with one JSON file in the format of COCO: {@code annotations.json}, or one in the folder
 * {@code annotations}, and the images in {@code images} or beside it. For what becomes a point see
 * {@link AnnotationReader#coco}.
 *
 * <p>COCO's own layout is read as well, split by split: {@code annotations} as its archive unpacks
 * and {@code train2017}. Of its files about a split, {@code person_keypoints_train2017.json} is
 * read: it tells of the same images and persons as {@code instances_train2017.json}, of nothing
 * else, and of where heads are. The latter is read where the former is not there; it names things
 * too, so that {@link #withLabels} must say which are people. {@code captions_train2017.json} tells
 * of no persons and cannot be read.
 *
 * <p>Written are keypoints of a category {@code person} whose only keypoint is {@code head}, exact
 * to the bit; their boxes are 16 pixels wide and mean nothing.
 *
 * @param labels which categories are people
 */
public record CocoFolder(Labels labels) implements WritableFormat, LabeledFormat {
  /** Beginnings of the names of COCO's own files that have people, the best first. */
  private static final List<String> PREFERRED = List.of("person_keypoints_", "instances_");

  /** Categories called person, head and the like; see {@link Labels#people()}. */
  public CocoFolder() {
    this(Labels.people());
  }

  /**
   * Opens the images that a file names.
   *
   * @throws DatasetException if the file cannot be read or an image is missing or unsound
   * @throws IOException if a folder cannot be listed
   */
  public AnnotatedImages open(Path annotationFile, Path images, ReadingRules rules)
      throws IOException {
    return Opening.open(
        new NamedImages(annotationFile, List.of(images), reader())
            .list(ImageFiles.stem(annotationFile), false, false),
        rules);
  }

  @Override
  public CocoFolder withLabels(Labels newLabels) {
    return new CocoFolder(newLabels);
  }

  @Override
  public String name() {
    return "coco";
  }

  @Override
  public String description() {
    return "annotations.json with keypoints or boxes, and images";
  }

  @Override
  public List<String> splits() {
    return Divisions.NAMES;
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    return OneFile.list(this, root, split, "json", PREFERRED, reader());
  }

  @Override
  public void write(CrowdDataset dataset, Path target, ImageProgress progress) throws IOException {
    Writing.write(
        dataset,
        target,
        WrittenLayout.oneFile(dataset, "annotations.json", AnnotationWriter.coco()),
        progress);
  }

  private AnnotationReader reader() {
    return AnnotationReader.coco(labels);
  }
}
