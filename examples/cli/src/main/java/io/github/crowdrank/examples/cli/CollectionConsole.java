package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.collect.CollectedImage;
import io.github.crowdrank.data.collect.CollectionListener;
import io.github.crowdrank.data.collect.CollectionProgress;
import io.github.crowdrank.data.collect.DropReason;
import io.github.crowdrank.data.collect.DroppedImage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Prints a collection's progress every few seconds, and at once what went wrong. */
final class CollectionConsole implements CollectionListener {
  private static final long INTERVAL_NANOS = 2_000_000_000L;
  private static final Set<DropReason> TROUBLE =
      EnumSet.of(DropReason.UNREADABLE, DropReason.REFUSED, DropReason.FAILED, DropReason.UNUSABLE);

  private final PrintWriter err;
  private long lastPrinted = System.nanoTime() - INTERVAL_NANOS;

  CollectionConsole(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void onKept(CollectedImage image, CollectionProgress progress) {
    show(progress);
  }

  @Override
  public void onDropped(DroppedImage image, CollectionProgress progress) {
    if (TROUBLE.contains(image.reason())) {
      err.println("crowdrank: " + image.detail());
    }
    show(progress);
  }

  @Override
  public void onSearchFailed(String source, String keyword, String problem) {
    err.printf("crowdrank: %s, \"%s\": %s%n", source, keyword, problem);
    err.flush();
  }

  private void show(CollectionProgress progress) {
    long now = System.nanoTime();
    if (now - lastPrinted >= INTERVAL_NANOS || progress.kept() == progress.target()) {
      lastPrinted = now;
      Duration remaining = progress.remaining();
      err.printf(
          Locale.ROOT,
          "%d/%d pictures, %d dropped, %.1f MiB, %.2f pictures/s, %s left%n",
          progress.kept(),
          progress.target(),
          progress.dropped(),
          progress.bytes() / (double) (1 << 20),
          progress.imagesPerSecond(),
          remaining == null ? "unknown time" : remaining.toSeconds() + " s");
    }
    err.flush();
  }
}
