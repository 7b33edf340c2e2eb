package io.github.crowdrank.bench;

import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import java.io.IOException;
import java.nio.file.Path;
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

/** How long does it take from a JPEG file of 1024x768 pixels to a network's input? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class DecodingBenchmark {
  private final ImageDecoder decoder = ImageDecoder.builder().build();
  private Path file = Path.of("");

  /** Writes the file. */
  @Setup
  public void write() throws IOException {
    file = Photos.jpegFile();
  }

  /** Pixels only. */
  @Benchmark
  public DecodedImage decode() throws IOException {
    return decoder.decode(file);
  }

  /** Pixels, then the input of the bundled model. */
  @Benchmark
  public FeatureMaps decodeAndPreprocess() throws IOException {
    return Preprocessing.signedRgb().apply(decoder.decode(file).image(), 16);
  }
}
