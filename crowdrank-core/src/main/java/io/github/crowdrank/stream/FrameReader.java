package io.github.crowdrank.stream;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An open {@link FrameSource}. Used and closed by one thread; after a failure it is closed. */
public interface FrameReader extends Closeable {
  /**
   * Waits for the next frame.
   *
   * @return null if there are no more
   * @throws IOException if the source fails or is silent for too long; a frame that cannot be
   *     decoded is no failure of the source
   * @throws InterruptedException if the thread is interrupted
   */
  @Nullable Frame next() throws IOException, InterruptedException;
}
