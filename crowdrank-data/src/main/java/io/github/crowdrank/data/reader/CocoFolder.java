package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import io.github.crowdrank.data.annotation.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Images with one JSON file in the format of COCO: {@code annotations.json}, or one in the folder
 * {@code annotations}, and the images in {@code images} or beside it. COCO's own layout is read as
 * well: {@code annotations/person_keypoints_train2017.json} and {@code train2017}. For what becomes
 * a point see {@link AnnotationReader#coco}.
 *
 * <p>Written are keypoints of a category {@code person} whose only keypoint is {@code head}, exact
 * to the bit; their boxes are 16 pixels wide and mean nothing.
 *
 * @param labels which categories are people
 */
public record CocoFolder(Labels labels) implements WritableFormat, LabeledFormat {
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
    return OneFile.list(this, root, split, "json", reader());
  }

  @Override
  public void write(CrowdDataset dataset, Path target, WritingListener listener)
      throws IOException {
    Writing.write(
        dataset,
        target,
        WrittenLayout.oneFile(dataset, "annotations.json", AnnotationWriter.coco()),
        listener);
  }

  private AnnotationReader reader() {
    return AnnotationReader.coco(labels);
  }
}
