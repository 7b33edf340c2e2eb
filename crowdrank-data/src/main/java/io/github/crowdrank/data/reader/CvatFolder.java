package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import io.github.crowdrank.data.annotation.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What CVAT exports as <em>CVAT for images 1.1</em>: {@code annotations.xml}, and the images in
 * {@code images} or beside it. For what becomes a point see {@link AnnotationReader#cvat}.
 *
 * <p>Written are points labelled {@code head}, exact to the bit.
 *
 * @param labels which objects are people
 */
public record CvatFolder(Labels labels) implements WritableFormat, LabeledFormat {
  /** Objects labelled person, head and the like; see {@link Labels#people()}. */
  public CvatFolder() {
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
        new NamedImages(annotationFile, List.of(images), AnnotationReader.cvat(labels))
            .list(ImageFiles.stem(annotationFile), false, false),
        rules);
  }

  @Override
  public CvatFolder withLabels(Labels newLabels) {
    return new CvatFolder(newLabels);
  }

  @Override
  public String name() {
    return "cvat";
  }

  @Override
  public String description() {
    return "annotations.xml of CVAT for images 1.1, and images";
  }

  @Override
  public List<String> splits() {
    return Divisions.NAMES;
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    return OneFile.list(this, root, split, "xml", AnnotationReader.cvat(labels));
  }

  @Override
  public void write(CrowdDataset dataset, Path target, WritingListener listener)
      throws IOException {
    Writing.write(
        dataset,
        target,
        WrittenLayout.oneFile(dataset, "annotations.xml", AnnotationWriter.cvat()),
        listener);
  }
}
