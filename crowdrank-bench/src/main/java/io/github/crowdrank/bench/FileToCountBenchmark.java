package io.github.crowdrank.bench;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the bundled model take from a JPEG file of 1024x768 pixels to the count? Decoding
 * and preprocessing are this project's for every contender.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 20)
@Fork(1)
public class FileToCountBenchmark {
  @Param({"CROWDRANK", "DL4J"})
  private Contender contender;

  private CrowdModel model;
  private Library library;
  private CrowdCounter counter;
  private Path file = Path.of("");

  /** A library in the place of an engine. */
  private record AsEngine(Library library) implements Engine {
    @Override
    public String name() {
      return library.description();
    }

    @Override
    public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
      return library.compile(spec, weights);
    }

    @Override
    public TrainingNetwork compileForTraining(
        NetworkSpec spec, Weights weights, Set<String> frozen) {
      throw new EngineException("here nothing is trained");
    }
  }

  /** Builds the counter. */
  @Setup
  public void load() throws IOException {
    model = BundledModel.COMPACT.load();
    library = Library.of(contender);
    file = Photos.jpegFile();
    counter = CrowdCounter.builder(model).engine(new AsEngine(library)).build();
  }

  /** Frees the network and holds what the library computes against this project's output. */
  @TearDown
  public void close() {
    counter.close();
    if (contender != Contender.CROWDRANK) {
      Agreement.ofForward(
          library,
          model.network(),
          model.weights(),
          model.preprocessing().apply(Photos.scene().image(), model.network().sizeMultiple()));
    }
  }

  /** One file. */
  @Benchmark
  public double count() throws IOException {
    return counter.count(file);
  }
}
