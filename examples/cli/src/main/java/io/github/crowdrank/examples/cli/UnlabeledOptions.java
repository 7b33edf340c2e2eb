package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.train.experiment.UnlabeledPool;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The two collections of unlabelled images; rows that need a missing one are left out. */
final class UnlabeledOptions {
  @Option(
      names = "--unlabeled-keyword",
      paramLabel = "DIR",
      description = "unlabelled images found by keywords")
  private @Nullable Path keyword;

  @Option(
      names = "--unlabeled-example",
      paramLabel = "DIR",
      description =
          "unlabelled images found with training images as queries, in a folder for each training"
              + " side: part-a, part-b, fold-1 to fold-5")
  private @Nullable Path example;

  UnlabeledPools pools() throws IOException {
    return new UnlabeledPools(
        keyword == null ? null : UnlabeledPool.same(ImageFolder.open(keyword)),
        example == null ? null : UnlabeledPool.folders(example));
  }
}
