package io.github.crowdrank.bench;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkAndWeights;
import java.util.ArrayList;
import java.util.List;
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

/** How long does a small picture take while other threads keep some of the cores busy? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(1)
public class BusyMachineBenchmark {
  @Param({"0", "1", "2"})
  private int busyThreads;

  @Param({"CROWDRANK", "DL4J"})
  private Contender contender;

  private final List<Thread> busy = new ArrayList<>();
  private NetworkAndWeights loaded;
  private Library library;
  private InferenceNetwork network;
  private FeatureMaps input = FeatureMaps.zeros(1, 1, 1, 1);

  /** Compiles the bundled network, then starts the busy threads. */
  @Setup
  public void start() {
    loaded = Network.COMPACT.load();
    library = Library.of(contender);
    input = Batches.random(1, 3, "224x224");
    network = library.compile(loaded.network(), loaded.weights());
    for (int i = 0; i < busyThreads; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  Thread.onSpinWait();
                }
              });
      thread.setDaemon(true);
      thread.start();
      busy.add(thread);
    }
  }

  /** Stops them and holds what the library computes against this project's output. */
  @TearDown
  public void stop() {
    busy.forEach(Thread::interrupt);
    network.close();
    if (contender != Contender.CROWDRANK) {
      Agreement.ofForward(library, loaded.network(), loaded.weights(), input);
    }
  }

  /** One picture through the network. */
  @Benchmark
  public FeatureMaps forward() {
    return network.forward(input);
  }
}
