package io.github.crowdrank.examples.service;

import java.time.Duration;

/**
 * What the service takes before it says that it is too much. Immutable.
 *
 * @param counts pictures counted at once, 1 or more
 * @param waiting pictures that may wait for it, 0 or more
 * @param longestWait how long one may wait
 * @param pictureBytes bytes of a picture, 1 or more
 * @param picturePixels pixels of a picture, 1 or more
 * @param heldBytes bytes of all pictures that are being received, wait or are counted, as many as
 *     one may have or more
 * @param upload how long a picture may take to arrive
 * @param connections connections at once, 1 or more
 * @param silence how long a connection may be silent between two requests
 * @param stop how long a shutdown waits for what is accepted
 */
record Limits(
    int counts,
    int waiting,
    Duration longestWait,
    int pictureBytes,
    long picturePixels,
    long heldBytes,
    Duration upload,
    int connections,
    Duration silence,
    Duration stop) {
  /** Checks them; the messages name the options of {@link LimitOptions}. */
  Limits {
    require("--counts", counts, 1);
    require("--waiting", waiting, 0);
    require("--longest-wait", longestWait);
    require("--max-bytes", pictureBytes, 1);
    require("--max-pixels", picturePixels, 1);
    require("--max-held-bytes", heldBytes, pictureBytes);
    require("--upload-time", upload);
    require("--connections", connections, 1);
    require("--silence", silence);
    require("--stop-time", stop);
  }

  private static void require(String option, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          option + " has to be " + least + " or more but is " + value);
    }
  }

  private static void require(String option, Duration time) {
    if (time.toMillis() < 1) {
      throw new IllegalArgumentException(
          option + " has to be 0.001 seconds or more but is " + time.toMillis() / 1e3);
    }
  }
}
