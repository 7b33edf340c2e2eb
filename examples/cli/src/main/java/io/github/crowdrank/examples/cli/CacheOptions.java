package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.DiskImageCache;
import io.github.crowdrank.data.ImageCache;
import io.github.crowdrank.data.UnlabeledImages;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where decoded images are kept for the next time they are read: in memory and, if asked, on disk.
 */
final class CacheOptions {
  private static final long MOST_MEMORY = 2L << 30;
  private static final int DEFAULT_GIBIBYTES = 20;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--disk-cache",
      paramLabel = "DIR",
      description = "keeps decoded images in this folder too, where memory does not hold them all")
  private @Nullable Path folder;

  @Option(
      names = "--disk-cache-gib",
      paramLabel = "N",
      description = "size of that folder at most (default: " + DEFAULT_GIBIBYTES + ")")
  private @Nullable Integer gibibytes;

  private final ImageCache memory =
      ImageCache.ofBytes(Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory() / 3));

  CrowdDataset cached(CrowdDataset dataset) {
    DiskImageCache disk = disk();
    return memory.cached(disk == null ? dataset : disk.cached(dataset));
  }

  UnlabeledImages cached(UnlabeledImages images) {
    DiskImageCache disk = disk();
    return memory.cached(disk == null ? images : disk.cached(images));
  }

  /** Where they are kept besides memory. */
  private @Nullable DiskImageCache disk() {
    if (folder == null && gibibytes != null) {
      throw new ParameterException(
          command.commandLine(), "--disk-cache-gib belongs to --disk-cache");
    }
    long most = gibibytes == null ? DEFAULT_GIBIBYTES : gibibytes;
    return folder == null ? null : DiskImageCache.of(folder, most << 30);
  }
}
