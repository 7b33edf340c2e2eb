package io.github.crowdrank.examples.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The limits of the service as options. */
final class LimitOptions {
  /** In the heap while a picture is counted: its samples, and what goes into the network. */
  private static final int BYTES_PER_PIXEL = 3 + 3 * Float.BYTES;

  /** Of the heap, for the pictures that are counted. */
  private static final double SHARE = 0.75;

  private static final long MOST_PIXELS = 100_000_000;

  @Option(
      names = "--counts",
      paramLabel = "N",
      description = "pictures counted at once (default: as many as there are cores)")
  private int counts = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--waiting",
      paramLabel = "N",
      description = "pictures that may wait; one more is refused with 429 (default: 8 per count)")
  private @Nullable Integer waiting;

  @Option(
      names = "--longest-wait",
      paramLabel = "SECONDS",
      description = "waits that last longer end with 503 (default: ${DEFAULT-VALUE})")
  private double longestWait = 10;

  @Option(
      names = "--max-bytes",
      paramLabel = "BYTES",
      description = "of a picture; more is refused with 413 (default: ${DEFAULT-VALUE})")
  private int pictureBytes = 16 << 20;

  @Option(
      names = "--max-pixels",
      paramLabel = "PIXELS",
      description =
          "of a picture; more is refused with 413 (default: 100 million, or what three quarters of"
              + " the heap hold for each count)")
  private @Nullable Long picturePixels;

  @Option(
      names = "--max-held-bytes",
      paramLabel = "BYTES",
      description =
          "of all pictures that are here at once; more is refused with 503 (default: an eighth of"
              + " the heap, or one picture)")
  private @Nullable Long heldBytes;

  @Option(
      names = "--upload-time",
      paramLabel = "SECONDS",
      description = "in which a picture has to arrive, or else 408 (default: ${DEFAULT-VALUE})")
  private double upload = 30;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "open at once; more have to wait (default: ${DEFAULT-VALUE})")
  private int connections = 1_000;

  @Option(
      names = "--silence",
      paramLabel = "SECONDS",
      description =
          "after which a connection without a request is closed (default: ${DEFAULT-VALUE})")
  private double silence = 60;

  @Option(
      names = "--stop-time",
      paramLabel = "SECONDS",
      description =
          "in which what is accepted has to be answered when it is told to stop (default:"
              + " ${DEFAULT-VALUE})")
  private double stop = 60;

  /**
   * The limits.
   *
   * @throws IllegalArgumentException if one makes no sense; the message names the option
   */
  Limits limits() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Limits(
        counts,
        waiting == null ? 8 * counts : waiting,
        seconds(longestWait),
        pictureBytes,
        picturePixels == null
            ? Math.min(MOST_PIXELS, (long) (SHARE * heap) / BYTES_PER_PIXEL / Math.max(1, counts))
            : picturePixels,
        heldBytes == null ? Math.max(heap / 8, pictureBytes) : heldBytes,
        seconds(upload),
        connections,
        seconds(silence),
        seconds(stop));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(1000 * seconds));
  }
}
