package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import io.github.crowdrank.data.annotation.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The layout of the Pascal VOC development kit: {@code JPEGImages/street.jpg} with {@code
 * Annotations/street.xml}, or both in one folder. For what becomes a point see {@link
 * AnnotationReader#pascalVoc}.
 *
 * <p>Written are square boxes of whole pixels named {@code head}, smaller at the border of the
 * image, so that a point comes back within half a pixel of where it was.
 *
 * @param labels which objects are people
 * @param boxSide pixels of a written box, 1 to 1000
 */
public record PascalVocFolder(Labels labels, int boxSide) implements WritableFormat, LabeledFormat {
  private static final int DEFAULT_BOX_SIDE = 16;

  /** Objects named person, head and the like, see {@link Labels#people()}; boxes of 16 pixels. */
  public PascalVocFolder() {
    this(Labels.people(), DEFAULT_BOX_SIDE);
  }

  /**
   * Checks the side.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public PascalVocFolder {
    AnnotationWriter.pascalVoc(boxSide);
  }

  @Override
  public PascalVocFolder withLabels(Labels newLabels) {
    return new PascalVocFolder(newLabels, boxSide);
  }

  @Override
  public String name() {
    return "voc";
  }

  @Override
  public String description() {
    return "JPEGImages/street.jpg with Annotations/street.xml of Pascal VOC, or both in one folder";
  }

  @Override
  public List<String> splits() {
    return Divisions.NAMES;
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    Path folder = Divisions.folder(this, root, split);
    Path images = folder.resolve("JPEGImages");
    Path annotations = folder.resolve("Annotations");
    boolean apart = Files.isDirectory(images) && Files.isDirectory(annotations);
    return Pairing.list(
        Divisions.name(root, split),
        split.equals(Divisions.TEST),
        ImageFiles.images(apart ? images : folder),
        ImageFiles.withExtension(apart ? annotations : folder, "xml"),
        "",
        "",
        AnnotationReader.pascalVoc(labels));
  }

  @Override
  public void write(CrowdDataset dataset, Path target, WritingListener listener)
      throws IOException {
    Writing.write(
        dataset,
        target,
        WrittenLayout.perImage(
            dataset, "JPEGImages", "Annotations", ".xml", AnnotationWriter.pascalVoc(boxSide)),
        listener);
  }
}
