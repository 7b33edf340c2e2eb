package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import io.github.crowdrank.data.annotation.CsvLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A dataset of one's own: a folder of images and a folder, or the same, of CSV files of the same
 * names. {@code street.jpg} has its points in {@code street.csv}, {@code x,y} in pixels on each
 * line, under a header or not; an image without people has an empty file. Or one file for all, with
 * the name of each point's image in a column called {@code image}, beside the images or their
 * folder {@code images}, or in a folder {@code points} beside that; it is then the only CSV file
 * there. For what else a file may hold see {@link AnnotationReader#csv(CsvLayout)}.
 *
 * <p>Written are folders {@code images} and {@code points} with a file for each image, exact to the
 * bit.
 */
public final class PointsCsvFolder implements WritableFormat {
  private final CsvLayout layout;

  /** Files as they look; the static methods need no instance. */
  public PointsCsvFolder() {
    this(CsvLayout.auto());
  }

  /** Files of a given layout. */
  public PointsCsvFolder(CsvLayout layout) {
    this.layout = layout;
  }

  /**
   * Opens a dataset with coordinates as annotated and points outside moved to the border.
   *
   * @param images folder of the images: JPEG, PNG, GIF or BMP
   * @param points folder of the CSV files
   * @throws DatasetException if a folder, an image or a CSV file is missing or unsound; the message
   *     lists them all, with line numbers
   * @throws IOException if a folder cannot be listed
   */
  public static AnnotatedImages open(Path images, Path points) throws IOException {
    return open(images, points, ReadingRules.defaults());
  }

  /**
   * Opens a dataset by rules of one's own.
   *
   * @throws DatasetException as for {@link #open(Path, Path)}
   * @throws IOException if a folder cannot be listed
   */
  public static AnnotatedImages open(Path images, Path points, ReadingRules rules)
      throws IOException {
    return Opening.open(
        list(ImageFiles.name(images), false, images, points, AnnotationReader.csv()), rules);
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String description() {
    return "street.jpg with street.csv, x,y on each line, in one folder or in images and points;"
        + " or one file with a column image";
  }

  @Override
  public List<String> splits() {
    return Divisions.NAMES;
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    Path folder = Divisions.folder(this, root, split);
    String name = Divisions.name(root, split);
    boolean test = split.equals(Divisions.TEST);
    AnnotationReader reader = AnnotationReader.csv(layout);
    Path images = folder.resolve("images");
    Path points = folder.resolve("points");
    boolean apart = Files.isDirectory(images);
    Path pictures = apart ? images : folder;
    Path annotations = apart && Files.isDirectory(points) ? points : folder;
    List<Path> files = ImageFiles.withExtension(annotations, "csv");
    boolean isOfMany =
        files.size() == 1
            && ImageFiles.images(pictures).stream()
                .noneMatch(image -> ImageFiles.stem(image).equals(ImageFiles.stem(files.get(0))));
    if (isOfMany) {
      return new NamedImages(files.get(0), List.of(pictures, folder), reader)
          .list(name, test, true);
    }
    boolean together = annotations.equals(folder) && !ImageFiles.images(folder).isEmpty();
    return withReasons(list(name, test, together ? folder : pictures, annotations, reader), reader);
  }

  /** Says of a file that belongs to no image if it is one about many. */
  private static Listing withReasons(Listing listing, AnnotationReader reader) {
    return new Listing(
        listing.name(),
        listing.testSplit(),
        listing.images(),
        listing.faults().stream().map(fault -> withReason(fault, reader)).toList());
  }

  private static DatasetFault withReason(DatasetFault fault, AnnotationReader reader) {
    if (fault.kind() != DatasetFault.Kind.MISSING_IMAGE) {
      return fault;
    }
    List<Annotation> annotations;
    try {
      annotations = reader.read(fault.file());
    } catch (IOException e) {
      return fault;
    }
    if (annotations.isEmpty() || annotations.get(0).image().isEmpty()) {
      return fault;
    }
    return new DatasetFault(
        fault.kind(),
        fault.file(),
        "%s; it names %d images, %s the first of them, and is read where it is the only CSV file"
            .formatted(fault.reason(), annotations.size(), annotations.get(0).image()));
  }

  private static Listing list(
      String name, boolean testSplit, Path images, Path points, AnnotationReader reader)
      throws IOException {
    return Pairing.list(
        name,
        testSplit,
        ImageFiles.images(images),
        ImageFiles.withExtension(points, "csv"),
        "",
        "",
        reader);
  }

  @Override
  public void write(CrowdDataset dataset, Path target, ImageProgress progress) throws IOException {
    Writing.write(
        dataset,
        target,
        WrittenLayout.perImage(dataset, "images", "points", ".csv", AnnotationWriter.csv()),
        progress);
  }
}
