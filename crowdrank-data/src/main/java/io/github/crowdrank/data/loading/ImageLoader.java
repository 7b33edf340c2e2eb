package io.github.crowdrank.data.loading;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;

/**
 * Decodes the images of a collection on some threads, ahead of whoever takes them.
 *
 * <pre>{@code
 * try (LoadedImages images = new ImageLoader(2).load(dataset)) {
 *   while (images.hasNext()) {
 *     LoadedImage next = images.next(); // in order of the indices
 *     count(next.image(), dataset.heads(next.index()));
 *   }
 * }
 * }</pre>
 *
 * @param threads that decode, 1 or more
 * @param lookAhead how many images may be decoded or under way and not yet taken, 1 or more: with
 *     the one in use, the memory is that of {@code lookAhead + 1} images
 */
public record ImageLoader(int threads, int lookAhead) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public ImageLoader {
    if (threads < 1 || lookAhead < 1) {
      throw new IllegalArgumentException(
          "threads and look-ahead are 1 or more but were %d and %d".formatted(threads, lookAhead));
    }
  }

  /** Some threads, and one image more than they are ahead. */
  public ImageLoader(int threads) {
    this(threads, threads + 1);
  }

  /** Begins to load all images of a dataset. */
  public LoadedImages load(CrowdDataset dataset) {
    return load(dataset.unlabeled());
  }

  /** Begins to load all images of a collection. */
  public LoadedImages load(UnlabeledImages images) {
    return new LoadedImages(images, threads, lookAhead);
  }
}
