package io.github.crowdrank.bench;

import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticScene;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to draw training patches of 224x224 from a picture of 1024x768 pixels into the
 * network's input: one labelled patch with its density map, and one group of five ranked patches?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class SamplerBenchmark {
  private final LabeledPatchSampler labeled = LabeledPatchSampler.paper();
  private final RankedPatchSampler ranked = RankedPatchSampler.paper();
  private final Preprocessing preprocessing = Preprocessing.imageNetBgr();
  private final ImageDecoder decoder = ImageDecoder.builder().build();
  private final SplittableRandom random = new SplittableRandom(1);
  private final FeatureMaps input = FeatureMaps.zeros(ranked.patches(), 3, 224, 224);
  private SyntheticScene scene = Photos.scene();
  private Path file = Path.of("");

  /** Writes the picture to a file. */
  @Setup
  public void write() throws IOException {
    file = Photos.jpegFile();
  }

  /** One labelled patch, from the decoded picture. */
  @Benchmark
  public FeatureMaps labeledPatch() {
    return labeledPatch(scene.image());
  }

  /** Five ranked patches, from the decoded picture. */
  @Benchmark
  public FeatureMaps rankedPatches() {
    return rankedPatches(scene.image());
  }

  /** One labelled patch, from the file. */
  @Benchmark
  public FeatureMaps labeledPatchFromFile() throws IOException {
    return labeledPatch(decoder.decode(file).image());
  }

  /** Five ranked patches, from the file. */
  @Benchmark
  public FeatureMaps rankedPatchesFromFile() throws IOException {
    return rankedPatches(decoder.decode(file).image());
  }

  private FeatureMaps labeledPatch(RgbImage image) {
    preprocessing.apply(labeled.sample(image, scene.heads(), random).pixels(), input, 0);
    return input;
  }

  private FeatureMaps rankedPatches(RgbImage image) {
    int next = 0;
    for (RgbImage patch : ranked.sample(image, random)) {
      preprocessing.apply(patch, input, next++);
    }
    return input;
  }
}
