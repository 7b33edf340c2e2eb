package io.github.crowdrank.bench;

import io.github.crowdrank.data.DiskImageCache;
import io.github.crowdrank.data.ImageCache;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.density.DensityField;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many patches a second do one and two threads draw into the input of a network, density map
 * included: from JPEG files of 1024x768, from a cache on disk and from one in memory? Every picture
 * read gives what training takes of it: one labelled patch, or one chain of five ranked ones.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DataLoadingBenchmark {
  private static final int PICTURES = 6;
  private static final int CHAIN = 5;

  /** Where the pictures are. */
  public enum Source {
    /** Files, decoded each time. */
    JPEG,
    /** Files of pixels that the operating system holds in memory, read and checked each time. */
    DISK_CACHE {
      @Override
      UnlabeledImages of(UnlabeledImages files, Path cache) {
        return DiskImageCache.of(cache, 1 << 30).cached(files);
      }
    },
    /** Decoded pictures. */
    MEMORY_CACHE {
      @Override
      UnlabeledImages of(UnlabeledImages files, Path cache) {
        return ImageCache.ofBytes(1 << 30).cached(files);
      }
    };

    UnlabeledImages of(UnlabeledImages files, Path cache) {
      return files;
    }
  }

  @Param private Source source = Source.JPEG;

  private final LabeledPatchSampler labeledSampler = LabeledPatchSampler.paper();
  private final RankedPatchSampler rankedSampler = RankedPatchSampler.paper();
  private final Preprocessing preprocessing = Preprocessing.imageNetBgr();
  private final List<DensityField> fields = new ArrayList<>();
  private PaintedFolder folder;
  private Path cache;
  private UnlabeledImages pictures;

  /** What one thread draws with and into. */
  @State(Scope.Thread)
  public static class Loader {
    private final SplittableRandom random = new SplittableRandom(1);
    private final FeatureMaps input = FeatureMaps.zeros(CHAIN, 3, 224, 224);
  }

  /** Paints the pictures and writes them. */
  @Setup
  public void paint() throws IOException {
    folder = PaintedFolder.write(PICTURES);
    cache = Files.createTempDirectory("crowdrank-bench");
    pictures = source.of(ImageFolder.open(folder.path()), cache);
    for (int i = 0; i < PICTURES; i++) {
      pictures.image(i);
      fields.add(labeledSampler.field(folder.painted().heads(i), 1024, 768));
    }
  }

  /** Removes the files. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    folder.delete();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(cache)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(cache);
  }

  /** Labelled patches, one of each picture read. */
  @Benchmark
  @Threads(1)
  public FeatureMaps labeled(Loader loader) throws IOException {
    int index = loader.random.nextInt(PICTURES);
    preprocessing.apply(
        labeledSampler.sample(pictures.image(index), fields.get(index), loader.random).pixels(),
        loader.input,
        0);
    return loader.input;
  }

  /** The same by two threads. */
  @Benchmark
  @Threads(2)
  public FeatureMaps labeledByTwo(Loader loader) throws IOException {
    return labeled(loader);
  }

  /** Ranked patches, a chain of five of each picture read. */
  @Benchmark
  @Threads(1)
  @OperationsPerInvocation(CHAIN)
  public FeatureMaps ranked(Loader loader) throws IOException {
    int next = 0;
    RgbImage picture = pictures.image(loader.random.nextInt(PICTURES));
    for (RgbImage patch : rankedSampler.sample(picture, loader.random)) {
      preprocessing.apply(patch, loader.input, next++);
    }
    return loader.input;
  }

  /** The same by two threads. */
  @Benchmark
  @Threads(2)
  @OperationsPerInvocation(CHAIN)
  public FeatureMaps rankedByTwo(Loader loader) throws IOException {
    return ranked(loader);
  }

  /** Both as the paper's batch holds them, 25 to 25: five labelled patches and a chain of five. */
  @Benchmark
  @Threads(1)
  @OperationsPerInvocation(2 * CHAIN)
  public FeatureMaps multiTask(Loader loader) throws IOException {
    for (int i = 0; i < CHAIN; i++) {
      labeled(loader);
    }
    return ranked(loader);
  }
}
