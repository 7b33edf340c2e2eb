package io.github.crowdrank.stream;

import io.github.crowdrank.image.RgbImage;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One picture of a stream; a picture file is decoded only if it is counted.
 *
 * @param time when it was taken or arrived; in a recording without a clock, the position from
 *     1970-01-01T00:00:00Z on
 * @param content what it shows
 */
public record Frame(Instant time, Content content) {
  /** A picture in one of its forms. */
  public sealed interface Content {}

  /** A picture file on disk. */
  public record File(Path path) implements Content {}

  /**
   * The bytes of a picture file.
   *
   * @param bytes not copied: nobody may write to them any more
   */
  @SuppressWarnings("ArrayRecordComponent") // frames are not compared
  public record Encoded(byte[] bytes) implements Content {}

  /** Decoded pixels. */
  public record Pixels(RgbImage image) implements Content {}

  /**
   * A picture that its source did not take in, such as one over the source's limits. Counting it
   * fails, and the stream goes on.
   *
   * @param reason in a sentence that names the source, for {@link StreamCount#problem}
   */
  public record Refused(String reason) implements Content {}
}
