package io.github.crowdrank.data.similar;

import io.github.crowdrank.ImageDescriptor;
import io.github.crowdrank.ImageDescriptors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Descriptors of many pictures in a folder on disk, and a search for the nearest that looks at few
 * of them (a navigable small-world graph). Pictures can be added at any time; what was committed
 * survives whatever happens afterwards, and later work goes on from there. Safe for use by many
 * threads; one process at a time.
 *
 * <p>It needs Apache Lucene, which crowdrank does not bring: add {@code
 * org.apache.lucene:lucene-core}, 9.12.3 or a later 9, to the class path.
 */
public final class DescriptorIndex implements AutoCloseable {
  private static final String LUCENE = "org/apache/lucene/";

  private final int dimension;
  private final LuceneIndex lucene;

  private DescriptorIndex(int dimension, LuceneIndex lucene) {
    this.dimension = dimension;
    this.lucene = lucene;
  }

  /**
   * A picture that was found.
   *
   * @param id of the picture
   * @param cosine of the angle between its descriptor and the one that was asked for, -1 to 1
   * @param hash what it looks like from afar
   */
  public record Match(String id, double cosine, PerceptualHash hash) {}

  /**
   * Opens an index, or makes one where there is none. The folder holds nothing else.
   *
   * @param folder of the index
   * @param space whose descriptors it holds, see {@link ImageDescriptors#space()}
   * @param dimension values of a descriptor, 1 to 1024
   * @throws IllegalArgumentException if the dimension is out of range
   * @throws IllegalStateException if Lucene is not on the class path; nothing was written
   * @throws IOException if it cannot be read or written, is damaged, is open elsewhere or holds
   *     something else; the message names the folder
   */
  public static DescriptorIndex open(Path folder, String space, int dimension) throws IOException {
    if (dimension < 1 || dimension > 1024) {
      throw new IllegalArgumentException(
          "descriptors have 1 to 1024 values but the dimension was " + dimension);
    }
    try {
      return new DescriptorIndex(dimension, LuceneIndex.open(folder, space));
    } catch (NoClassDefFoundError e) {
      if (!String.valueOf(e.getMessage()).startsWith(LUCENE)) {
        throw e;
      }
      throw new IllegalStateException(
          "an index of descriptors needs Lucene; add org.apache.lucene:lucene-core to the class"
              + " path",
          e);
    }
  }

  /**
   * Adds a picture, in place of an earlier one of the same id. It is found, and safe on disk, from
   * the next {@link #commit} on.
   *
   * @throws IllegalArgumentException if its descriptor has another dimension
   * @throws IOException if it cannot be written
   */
  public void add(DescribedImage image) throws IOException {
    if (image.descriptor().dimension() != dimension) {
      throw new IllegalArgumentException(
          "descriptors of this index have %d values but that of %s has %d"
              .formatted(dimension, image.id(), image.descriptor().dimension()));
    }
    lucene.add(image);
  }

  /**
   * Makes what was added lasting and found. Costs a file, so once for some thousand pictures.
   *
   * @throws IOException if it cannot be written; what was committed before is untouched
   */
  public void commit() throws IOException {
    lucene.commit();
  }

  /** The number of pictures, as of the last commit. */
  public int size() throws IOException {
    return lucene.size();
  }

  /** Whether it holds a picture, as of the last commit. */
  public boolean contains(String id) throws IOException {
    return lucene.contains(id);
  }

  /**
   * The pictures whose descriptors are nearest, the nearest first, as of the last commit. The
   * search is approximate: of 20,000 clustered descriptors of 512 values it found all of the true
   * nearest ten, of a million 96 %.
   *
   * @param descriptor to be near to
   * @param most pictures to find, 1 or more
   * @return as many, or all there are
   * @throws IllegalArgumentException if the descriptor has another dimension or none is wanted
   * @throws IOException if the index cannot be read
   */
  public List<Match> search(ImageDescriptor descriptor, int most) throws IOException {
    if (descriptor.dimension() != dimension || most < 1) {
      throw new IllegalArgumentException(
          "a search in descriptors of %d values for 1 picture or more was for %d of %d values"
              .formatted(dimension, most, descriptor.dimension()));
    }
    return lucene.search(descriptor, most);
  }

  /**
   * Commits and closes the folder for other processes. A second call does nothing.
   *
   * @throws IOException if it cannot be written
   */
  @Override
  public void close() throws IOException {
    lucene.close();
  }
}
