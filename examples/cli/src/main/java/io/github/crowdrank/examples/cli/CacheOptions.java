package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.DiskImageCache;
import io.github.crowdrank.data.ImageCache;
import io.github.crowdrank.data.UnlabeledImages;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where decoded images are kept for the next time they are read: in memory and, if asked, on disk.
 */
final class CacheOptions {
  private static final long MOST_MEMORY = 2L << 30;

  @Option(
      names = "--disk-cache",
      paramLabel = "DIR",
      description = "keeps decoded images in this folder too, where memory does not hold them all")
  private @Nullable Path folder;

  @Option(
      names = "--disk-cache-gib",
      paramLabel = "N",
      description = "size of that folder at most (default: ${DEFAULT-VALUE})")
  private int gibibytes = 20;

  private final ImageCache memory =
      ImageCache.ofBytes(Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory() / 3));

  CrowdDataset cached(CrowdDataset dataset) {
    return memory.cached(folder == null ? dataset : disk(folder).cached(dataset));
  }

  UnlabeledImages cached(UnlabeledImages images) {
    return memory.cached(folder == null ? images : disk(folder).cached(images));
  }

  private DiskImageCache disk(Path chosen) {
    return DiskImageCache.of(chosen, (long) gibibytes << 30);
  }
}
