package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.AnnotationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A dataset of one's own: a folder of images and a folder, or the same, of CSV files of the same
 * names. {@code street.jpg} has its points in {@code street.csv}, {@code x,y} in pixels on each
 * line, under a header or not; an image without people has an empty file.
 */
public final class PointsCsvFolder implements DatasetFormat {
  /** For {@link java.util.ServiceLoader}; the static methods need no instance. */
  public PointsCsvFolder() {}

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
    return Opening.open(list(images, points), rules);
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String description() {
    return "street.jpg with street.csv, x,y on each line; in one folder or in images and points";
  }

  @Override
  public List<String> splits() {
    return List.of("all");
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    DatasetFormats.requireSplit(this, split);
    Path images = root.resolve("images");
    Path points = root.resolve("points");
    return Files.isDirectory(images) && Files.isDirectory(points)
        ? list(images, points)
        : list(root, root);
  }

  private static Listing list(Path images, Path points) throws IOException {
    List<Path> imageFiles =
        ImageFiles.list(images, false).stream().filter(ImageFiles::isImage).toList();
    List<Path> pointFiles =
        ImageFiles.list(points, false).stream()
            .filter(file -> ImageFiles.extension(file).equals("csv"))
            .toList();
    return Pairing.list(
        ImageFiles.name(images), false, imageFiles, pointFiles, "", "", AnnotationReader.csv());
  }
}
