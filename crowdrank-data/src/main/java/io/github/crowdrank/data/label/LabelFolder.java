package io.github.crowdrank.data.label;

import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.data.reader.DatasetException;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pictures of a folder, as they were when it was opened, and the files that hold their points:
 * {@code street.csv} for {@code street.jpg}, as {@link
 * io.github.crowdrank.data.reader.PointsCsvFolder} reads them. A picture without a file has not
 * been labelled; a file without points says that nobody is on it. Safe for use by many threads.
 */
public final class LabelFolder {
  private final Path root;
  private final Path imageFolder;
  private final Path points;
  private final ImageFolder images;
  private final List<PointFile> files;
  private final ImageDecoder decoder = ImageDecoder.builder().build();

  private LabelFolder(
      Path root, Path imageFolder, Path points, ImageFolder images, List<PointFile> files) {
    this.root = root;
    this.imageFolder = imageFolder;
    this.points = points;
    this.images = images;
    this.files = files;
  }

  /**
   * Opens a folder of pictures whose points are beside them. If it has a folder {@code images} in
   * it, the pictures are those in there, and the points are in a folder {@code points} beside that
   * one, which is made if it is missing.
   *
   * @throws DatasetException if there is no such folder or no image in it, or if two images would
   *     have the same file of points
   * @throws IOException if it cannot be listed
   */
  public static LabelFolder open(Path folder) throws IOException {
    Path images = folder.resolve("images");
    return Files.isDirectory(images)
        ? open(folder, images, folder.resolve("points"))
        : open(folder, folder, folder);
  }

  /**
   * Opens a folder of pictures whose points are in another, which is made if it is missing.
   *
   * @throws DatasetException as for {@link #open(Path)}
   * @throws IOException if one cannot be listed or made
   */
  public static LabelFolder open(Path images, Path points) throws IOException {
    return open(images, images, points);
  }

  private static LabelFolder open(Path root, Path images, Path points) throws IOException {
    ImageFolder folder = ImageFolder.open(images);
    Files.createDirectories(points);
    Map<String, Path> present = pointFiles(points);
    Map<String, Path> seen = new HashMap<>();
    List<String> problems = new ArrayList<>();
    List<PointFile> files = new ArrayList<>();
    for (int i = 0; i < folder.size(); i++) {
      Path image = folder.file(i);
      String stem = stem(image);
      Path twin = seen.putIfAbsent(stem, image);
      if (twin != null) {
        problems.add("%s and %s would have their points in the same file".formatted(twin, image));
      }
      files.add(new PointFile(present.getOrDefault(stem, points.resolve(stem + ".csv"))));
    }
    if (!problems.isEmpty()) {
      throw new DatasetException(images.toString(), problems);
    }
    return new LabelFolder(root, images, points, folder, List.copyOf(files));
  }

  /** Files that are there already; their extension may be in upper case. */
  private static Map<String, Path> pointFiles(Path folder) throws IOException {
    Map<String, Path> files = new HashMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(entry -> entry.toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
          .filter(Files::isRegularFile)
          .forEach(entry -> files.put(stem(entry), entry));
    }
    return files;
  }

  private static String stem(Path file) {
    String name = name(file);
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Number of pictures, 1 or more. */
  public int size() {
    return files.size();
  }

  /** The folder that was opened. */
  public Path root() {
    return root;
  }

  /** The folder of the points. */
  public Path points() {
    return points;
  }

  Path imageFolder() {
    return imageFolder;
  }

  String name(int index) {
    return images.id(index);
  }

  PointFile file(int index) {
    return files.get(index);
  }

  /** Width and height of an upright picture, from its header. */
  ImageSize imageSize(int index) throws IOException {
    Region bounds = decoder.bounds(images.file(index));
    return new ImageSize((int) bounds.width(), (int) bounds.height());
  }

  DecodedImage decode(int index) throws IOException {
    return decoder.decode(images.file(index));
  }
}
