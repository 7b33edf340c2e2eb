package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of images that nobody has counted: files whose names end in jpg, jpeg, png, gif or bmp,
 * in natural order ({@code 9.jpg} before {@code 10.jpg}). Ids are paths from the folder. Immutable
 * and safe for use by many threads.
 */
public final class ImageFolder implements UnlabeledImages {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFolder.class);

  private final Path folder;
  private final List<Path> files;
  private final ImageDecoder decoder;

  private ImageFolder(Path folder, List<Path> files, ImageDecoder decoder) {
    this.folder = folder;
    this.files = files;
    this.decoder = decoder;
  }

  /**
   * The images in a folder itself.
   *
   * @throws DatasetException if there is no such folder or no image in it
   * @throws IOException if it cannot be listed
   */
  public static ImageFolder open(Path folder) throws IOException {
    return open(folder, false, ImageDecoder.builder().build());
  }

  /**
   * The images in a folder and all folders within.
   *
   * @throws DatasetException if there is no such folder or no image in it
   * @throws IOException if it cannot be listed
   */
  public static ImageFolder openRecursively(Path folder) throws IOException {
    return open(folder, true, ImageDecoder.builder().build());
  }

  /**
   * The images in a folder.
   *
   * @param recursive whether folders within are searched; symbolic links are not followed
   * @throws DatasetException if there is no such folder or no image in it
   * @throws IOException if it cannot be listed
   */
  public static ImageFolder open(Path folder, boolean recursive, ImageDecoder decoder)
      throws IOException {
    List<Path> files =
        ImageFiles.list(folder, recursive).stream().filter(ImageFiles::isImage).toList();
    if (files.isEmpty()) {
      throw new DatasetException(folder.toString(), List.of("there are no images"));
    }
    return new ImageFolder(folder, files, decoder);
  }

  @Override
  public String name() {
    return ImageFiles.name(folder);
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public String id(int index) {
    return ImageFiles.idOf(folder, files.get(index));
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return Optional.of(file(index));
  }

  /** The file of an image. */
  public Path file(int index) {
    return files.get(index);
  }

  @Override
  public RgbImage image(int index) throws IOException {
    DecodedImage decoded = decoder.decode(files.get(index));
    decoded.warnings().forEach(warning -> LOG.warn("{}: {}", files.get(index), warning));
    return decoded.image();
  }
}
