package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the data of one WebP picture say of themselves before any pixel is decoded.
 *
 * @param sides of the picture
 * @param least bytes that the data have at least
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6386#section-9.1">with loss</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649#section-3.4">without loss</a>
 */
record WebPFrame(WebPSides sides, int least) {
  private static final int LOSSY_HEADER = 10;
  private static final int START_CODE = 0x2a019d;
  private static final int LOSSLESS_HEADER = 5;
  private static final int SIGNATURE = 0x2f;
  private static final int VERSION = 29;
  private static final int SIDE_BITS = 14;
  private static final int SIDE = (1 << SIDE_BITS) - 1;

  /**
   * Of a picture with loss; none if the data do not begin as those of a whole picture do.
   *
   * @param file in little-endian order
   * @param from where the data begin
   * @param to where they end
   */
  static Optional<WebPFrame> lossy(ByteBuffer file, int from, int to) {
    if (to - from < LOSSY_HEADER) {
      return Optional.empty();
    }
    int tag = file.getInt(from) & 0xffffff;
    boolean buildsOnAnother = (tag & 1) != 0;
    if (buildsOnAnother || (file.getInt(from + 3) & 0xffffff) != START_CODE) {
      return Optional.empty();
    }
    int width = file.getShort(from + 6) & SIDE;
    int height = file.getShort(from + 8) & SIDE;
    return Optional.of(new WebPFrame(new WebPSides(width, height), LOSSY_HEADER + (tag >> 5)));
  }

  /**
   * Of a picture without loss; none if the data do not begin as those of one do.
   *
   * @param file in little-endian order
   * @param from where the data begin
   * @param to where they end
   */
  static Optional<WebPFrame> lossless(ByteBuffer file, int from, int to) {
    if (to - from < LOSSLESS_HEADER || file.get(from) != SIGNATURE) {
      return Optional.empty();
    }
    int fields = file.getInt(from + 1);
    if (fields >>> VERSION != 0) {
      return Optional.empty();
    }
    int width = 1 + (fields & SIDE);
    int height = 1 + (fields >> SIDE_BITS & SIDE);
    return Optional.of(new WebPFrame(new WebPSides(width, height), LOSSLESS_HEADER));
  }
}
