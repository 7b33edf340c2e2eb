package io.github.crowdrank.stream;

import java.io.IOException;

/**
 * Where frames come from: {@link FrameFolder}, {@link FrameSequence}, {@link MjpegCamera}, {@link
 * Video}, or your own. Opened by the thread that reads, and again after a failure if it is {@link
 * #endless}.
 */
public interface FrameSource {
  /**
   * Connects, or opens what there is.
   *
   * @throws IOException if that fails, or nobody answers in time; the message names the source and
   *     no password
   * @throws InterruptedException if the thread is interrupted
   */
  FrameReader open() throws IOException, InterruptedException;

  /**
   * Whether the world goes on while a frame is counted: what comes meanwhile replaces what waits,
   * and only the newest frame is kept. Else frames wait at the source. Default: no.
   */
  default boolean live() {
    return false;
  }

  /**
   * Whether it has no end of its own: after a failure, and where its frames end, it is opened
   * again. Else a failure is its end. Default: as {@link #live}.
   */
  default boolean endless() {
    return live();
  }
}
