package io.github.crowdrank.bench;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.Convolutions;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;

/** An engine of this project as a contender. */
record EngineLibrary(Contender contender, Engine engine) implements Library {
  static EngineLibrary of(Contender contender) {
    return new EngineLibrary(
        contender,
        switch (contender) {
          case CROWDRANK -> AutomaticEngine.create();
          case CROWDRANK_DIRECT -> OneDnnEngine.create(Convolutions.DIRECT);
          default -> Dl4jEngine.create();
        });
  }

  @Override
  public String description() {
    return engine.name();
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    return engine.compile(spec, weights);
  }

  @Override
  public TrainingSteps compileForTraining(NetworkSpec spec, Weights weights, float learningRate) {
    return new EngineSteps(engine.compileForTraining(spec, weights), weights, learningRate);
  }
}
