package io.github.crowdrank.data.loading;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image of a collection, or why it could not be decoded. Immutable. */
public final class LoadedImage {
  private final int index;
  private final String id;
  private final @Nullable RgbImage image;
  private final @Nullable IOException problem;

  private LoadedImage(
      int index, String id, @Nullable RgbImage image, @Nullable IOException problem) {
    this.index = index;
    this.id = id;
    this.image = image;
    this.problem = problem;
  }

  static LoadedImage decoded(int index, String id, RgbImage image) {
    return new LoadedImage(index, id, image, null);
  }

  static LoadedImage failed(int index, String id, IOException problem) {
    return new LoadedImage(index, id, null, problem);
  }

  /** Its index in the collection. */
  public int index() {
    return index;
  }

  /** Its id in the collection. */
  public String id() {
    return id;
  }

  /** Why it could not be decoded; empty if it was. */
  public Optional<IOException> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * The upright pixels.
   *
   * @throws IOException if it could not be decoded, with the problem as its cause
   */
  public RgbImage image() throws IOException {
    if (image == null) {
      throw new IOException(problem == null ? id : problem.getMessage(), problem);
    }
    return image;
  }
}
