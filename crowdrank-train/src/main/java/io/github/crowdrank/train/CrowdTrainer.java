package io.github.crowdrank.train;

import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Trains a counter from labelled and unlabelled images.
 *
 * <pre>{@code
 * TrainingResult result =
 *     CrowdTrainer.builder(MobileNetV1.counter(), Preset.MODERN)
 *         .labeled(annotatedImages)
 *         .unlabeled(crowdPhotographs)
 *         .steps(2_000)
 *         .build()
 *         .run();
 * }</pre>
 *
 * <p>The same options, seed and engine give the same weights, bit for bit, on the same kind of
 * processor with as many threads to compute on, whatever the number of loader threads and however
 * often the training was stopped and resumed from its checkpoints. A trainer runs once, on the
 * thread that calls {@link #run}; {@link #stop} may be called from any thread.
 */
public final class CrowdTrainer {
  private final TrainingPlan plan;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean stopRequested;

  CrowdTrainer(TrainingPlan plan) {
    this.plan = plan;
  }

  /**
   * Choices for a training.
   *
   * @param network what to train; one output channel
   * @param preset gives every option that is not set
   */
  public static TrainerBuilder builder(NetworkSpec network, Preset preset) {
    return new TrainerBuilder(network, preset);
  }

  /**
   * Equal for trainings that would take the same steps on the same images with one engine: same
   * network, start, options, seed, images and annotations. The engine is no part of it; checkpoints
   * say beside it what computed them. In hexadecimal digits.
   *
   * @throws IllegalArgumentException if the learning rate of a step is negative or not finite
   * @throws IOException if an annotation cannot be read
   */
  public String fingerprint() throws IOException {
    return plan.fingerprint();
  }

  /**
   * What computes the steps, as {@link TrainingNetwork#arithmetic} says and checkpoints keep it
   * beside the {@link #fingerprint}.
   *
   * @throws io.github.crowdrank.engine.EngineException if the engine cannot run the network here
   */
  public String arithmetic() {
    try (TrainingNetwork network = compiled(trainedNetwork())) {
      return network.arithmetic();
    }
  }

  private NetworkSpec trainedNetwork() {
    return TrainingStep.withoutFinalRectifier(plan.network());
  }

  private TrainingNetwork compiled(NetworkSpec trained) {
    Weights initial = Weights.of(trained, plan.initialWeights().toArray());
    return plan.engine().compileForTraining(trained, initial, plan.recipe().rules().frozen());
  }

  /** Asks the training to save a checkpoint and end after the step or image it is at. */
  public void stop() {
    stopRequested = true;
  }

  /**
   * Trains, from the newest checkpoint if there is one, to the last step or until it is stopped or
   * its thread is interrupted. The interrupt flag is kept.
   *
   * @throws IllegalArgumentException if the learning rate of a step is negative or not finite;
   *     before the first step
   * @throws IOException if an image cannot be read or a checkpoint not written, or none of the
   *     checkpoints there can be read, or another training, in this process or in any other, has
   *     the folder of the checkpoints; the message names it. What was done so far is saved where
   *     that is possible, and the checkpoint before it stands
   * @throws DivergedException if a loss is no longer finite or explodes, unless such steps are
   *     {@linkplain Safeguards skipped}
   * @throws IllegalStateException if the checkpoints belong to a training with other data or
   *     options or were computed by another engine or in another precision, unless that is
   *     {@linkplain Safeguards#otherCheckpoints allowed}; if this trainer ran already; or if a
   *     batch could not be drawn for another reason than an image that cannot be read
   * @throws io.github.crowdrank.engine.EngineException if the engine cannot run the network, or
   *     cannot get the memory that it needs
   * @throws io.github.crowdrank.MemoryBudgetException if the heap is too small for one tile of a
   *     validation image
   */
  public TrainingResult run() throws IOException {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "a trainer runs once: build another one with the same options");
    }
    NetworkSpec trained = trainedNetwork();
    try (TrainingNetwork network = compiled(trained);
        CheckpointStore store = plan.openCheckpoints()) {
      return new TrainingRun(plan, network, trained, store, () -> stopRequested).toEnd();
    }
  }
}
