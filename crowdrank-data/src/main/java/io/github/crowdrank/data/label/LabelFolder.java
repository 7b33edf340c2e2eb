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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
   * one, which is made if it is missing; unless the points of one are in the folder itself already.
   *
   * @throws DatasetException if there is no such folder or no image in it, if two images would have
   *     the same file of points, on a disk that does not tell upper case from lower or on any, or
   *     if points of images without a file are in one file about many
   * @throws IOException if it cannot be listed
   */
  public static LabelFolder open(Path folder) throws IOException {
    Path images = folder.resolve("images");
    if (!Files.isDirectory(images)) {
      return open(folder, folder, folder);
    }
    Path points = folder.resolve("points");
    if (Files.isDirectory(points)) {
      return open(folder, images, points);
    }
    ImageFolder pictures = ImageFolder.open(images);
    PointFolder here = PointFolder.of(folder);
    requireFiles(pictures, here, folder);
    return open(folder, images, here.holdsAny(stems(pictures)) ? folder : points);
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
    PointFolder present = PointFolder.of(points);
    List<String> problems = new ArrayList<>();
    Map<String, Path> seen = new HashMap<>();
    List<PointFile> files = new ArrayList<>();
    for (int i = 0; i < folder.size(); i++) {
      Path image = folder.file(i);
      String stem = PointFolder.stem(image);
      // Of two names that differ in case alone a disk may make one, be it this one or the next.
      Path twin = seen.putIfAbsent(stem.toLowerCase(Locale.ROOT), image);
      if (twin != null) {
        boolean same = stem.equals(PointFolder.stem(twin));
        problems.add(
            "%s and %s would have their points in the same file%s; rename one of them"
                .formatted(
                    twin,
                    image,
                    same ? "" : " on a disk that does not tell upper case from lower"));
      }
      present.repeated(stem).ifPresent(problems::add);
      files.add(new PointFile(present.file(stem).orElse(points.resolve(stem + ".csv"))));
    }
    if (!problems.isEmpty()) {
      throw new DatasetException(images.toString(), problems);
    }
    requireFiles(folder, present, root);
    return new LabelFolder(root, images, points, folder, List.copyOf(files));
  }

  private static Set<String> stems(ImageFolder pictures) {
    return IntStream.range(0, pictures.size())
        .mapToObj(i -> PointFolder.stem(pictures.file(i)))
        .collect(Collectors.toSet());
  }

  /** Checks that no picture would look as if nobody had labelled it. */
  private static void requireFiles(ImageFolder pictures, PointFolder points, Path root)
      throws IOException {
    Set<String> without = new HashSet<>();
    for (int i = 0; i < pictures.size(); i++) {
      if (points.file(PointFolder.stem(pictures.file(i))).isEmpty()) {
        without.add(pictures.id(i));
      }
    }
    Optional<String> problem = points.sharedFile(stems(pictures), without);
    if (problem.isPresent()) {
      throw new DatasetException(root.toString(), List.of(problem.get()));
    }
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

  /** Whether a picture has a file of points, be it without any. */
  boolean hasLabels() {
    return files.stream().anyMatch(PointFile::exists);
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
