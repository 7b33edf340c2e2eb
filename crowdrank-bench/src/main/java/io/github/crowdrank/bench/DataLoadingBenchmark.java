package io.github.crowdrank.bench;

import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.density.DensityField;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import java.io.IOException;
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
 * How many patches a second do one and two threads draw into the input of a network: from JPEG
 * files of 1024x768 and from pictures in memory, as an {@link io.github.crowdrank.data.ImageCache}
 * holds them?
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
    /** Decoded pictures. */
    MEMORY
  }

  @Param private Source source = Source.JPEG;

  private final ImageDecoder decoder = ImageDecoder.builder().build();
  private final LabeledPatchSampler labeledSampler = LabeledPatchSampler.paper();
  private final RankedPatchSampler rankedSampler = RankedPatchSampler.paper();
  private final Preprocessing preprocessing = Preprocessing.imageNetBgr();
  private final List<Path> files = new ArrayList<>();
  private final List<RgbImage> pictures = new ArrayList<>();
  private final List<DensityField> fields = new ArrayList<>();
  private PaintedFolder folder;

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
    for (int i = 0; i < PICTURES; i++) {
      Path file = folder.images().get(i);
      files.add(file);
      pictures.add(decoder.decode(file).image());
      fields.add(labeledSampler.field(folder.painted().heads(i), 1024, 768));
    }
  }

  /** Removes the files. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    folder.delete();
  }

  private RgbImage picture(int index) throws IOException {
    return source == Source.JPEG ? decoder.decode(files.get(index)).image() : pictures.get(index);
  }

  /** Labelled patches, one of each picture read. */
  @Benchmark
  @Threads(1)
  public FeatureMaps labeled(Loader loader) throws IOException {
    int index = loader.random.nextInt(PICTURES);
    preprocessing.apply(
        labeledSampler.sample(picture(index), fields.get(index), loader.random).pixels(),
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
    RgbImage picture = picture(loader.random.nextInt(PICTURES));
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
}
