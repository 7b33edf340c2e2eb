package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import java.io.IOException;
import java.nio.file.Path;

/** A format that datasets can be written in, too. */
public interface WritableFormat extends DatasetFormat {
  /**
   * Writes a dataset so that {@link #open(Path, String)} reads it back: the same images with the
   * same points. Test images become the split {@code test} (or its like), others the first split.
   *
   * <p>Image files of {@link AnnotatedImages} are copied byte for byte where the format takes their
   * kind; all other images are written as PNG, or as JPEG where the format takes nothing else. An
   * image's file is called by its id, with {@code _} for characters that not every file system
   * allows.
   *
   * <p>The folder appears when everything is in it: what fails or is interrupted leaves nothing
   * behind.
   *
   * @param target the dataset's new folder; its parent exists
   * @param listener told after each image, by the calling thread
   * @throws java.nio.file.FileAlreadyExistsException if there is something of this name
   * @throws java.io.InterruptedIOException if the thread was interrupted
   * @throws DatasetException if two images would have files of the same name
   * @throws IOException if an image cannot be read or a file not be written
   */
  void write(CrowdDataset dataset, Path target, WritingListener listener) throws IOException;

  /** Writes a dataset and tells nobody. */
  default void write(CrowdDataset dataset, Path target) throws IOException {
    write(dataset, target, (done, total) -> {});
  }
}
