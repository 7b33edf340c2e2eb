package io.github.crowdrank.engine.dl4j;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Set;

/**
 * Runs networks as Deeplearning4j graphs on whatever ND4J backend is on the class path. Not the
 * fastest engine, but the one that runs everywhere ND4J does.
 *
 * <p>Each network computes on a thread of its own, because ND4J keeps working memory and its native
 * library keeps helper threads per calling thread. Calls of many threads are served one after the
 * other; one network uses all cores.
 */
public final class Dl4jEngine implements Engine {
  private final String backend;

  private Dl4jEngine(String backend) {
    this.backend = backend;
  }

  /**
   * The engine on ND4J's backend.
   *
   * @throws EngineException if ND4J has no backend here; the message names the artefact to add
   */
  public static Dl4jEngine create() {
    return new Dl4jEngine(Nd4jBackends.require());
  }

  @Override
  public String name() {
    return "Deeplearning4j on " + backend;
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    return new Dl4jInferenceNetwork(new GraphRunner(spec, weights, name()));
  }

  @Override
  public TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights, Set<String> frozen) {
    return new Dl4jTrainingNetwork(new GraphRunner(spec, weights, name()), frozen);
  }
}
