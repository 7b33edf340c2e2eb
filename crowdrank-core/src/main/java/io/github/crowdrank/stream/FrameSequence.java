package io.github.crowdrank.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picture files in their order, so many of them a second. Each is counted when its turn comes.
 * Immutable and safe for use by many threads, each with a reader of its own.
 */
public final class FrameSequence implements FrameSource {
  private final List<Path> files;
  private final double framesPerSecond;

  private FrameSequence(List<Path> files, double framesPerSecond) {
    this.files = files;
    this.framesPerSecond = framesPerSecond;
  }

  /**
   * A sequence of files, the first of them at 1970-01-01T00:00:00Z.
   *
   * @param framesPerSecond how fast they were taken; positive and finite
   * @throws IllegalArgumentException if it is not
   */
  public static FrameSequence of(List<Path> files, double framesPerSecond) {
    if (!(framesPerSecond > 0 && framesPerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "frames per second are positive and finite but were " + framesPerSecond);
    }
    return new FrameSequence(List.copyOf(files), framesPerSecond);
  }

  @Override
  public FrameReader open() {
    return new Reader(files.iterator(), framesPerSecond);
  }

  private static final class Reader implements FrameReader {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final Iterator<Path> files;
    private final double framesPerSecond;
    private long index;

    Reader(Iterator<Path> files, double framesPerSecond) {
      this.files = files;
      this.framesPerSecond = framesPerSecond;
    }

    @Override
    public @Nullable Frame next() {
      if (!files.hasNext()) {
        return null;
      }
      Instant time = Instant.EPOCH.plusNanos(Math.round(index++ / framesPerSecond * NANOS));
      return new Frame(time, new Frame.File(files.next()));
    }

    @Override
    public void close() {}
  }
}
