package io.github.crowdrank;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.SparseExpert;
import io.github.crowdrank.network.FeatureMaps;
import java.util.Locale;
import java.util.Optional;

/**
 * The compiled weights of a model, and which of them count a picture. Safe for use by many threads.
 */
final class Experts implements AutoCloseable {
  private final InferenceNetwork network;
  private final TiledForward forward;
  private final Optional<Sparse> sparse;

  private Experts(InferenceNetwork network, TiledForward forward, Optional<Sparse> sparse) {
    this.network = network;
    this.forward = forward;
    this.sparse = sparse;
  }

  /** The expert for pictures of few people. */
  private record Sparse(InferenceNetwork network, TiledForward forward, SparseExpert choice) {}

  /**
   * Compiles all weights of a model.
   *
   * @throws io.github.crowdrank.engine.EngineException if the engine cannot run its network
   */
  static Experts compile(Engine engine, CrowdModel model) {
    InferenceNetwork network = engine.compile(model.network(), model.weights());
    try {
      TiledForward forward = new TiledForward(network, model.preprocessing());
      return new Experts(
          network, forward, model.sparse().map(expert -> compile(engine, model, expert)));
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private static Sparse compile(Engine engine, CrowdModel model, SparseExpert expert) {
    InferenceNetwork network = engine.compile(model.network(), expert.weights());
    return new Sparse(network, new TiledForward(network, model.preprocessing()), expert);
  }

  /** How many bytes one pass may take, whichever weights it is of: they are of one network. */
  MemoryBudget budget(long bytes) {
    return new MemoryBudget(network, bytes);
  }

  /** The weights that count a picture, which may take a glance at it. */
  TiledForward of(RgbImage image, MemoryBudget budget) {
    return sparse
        .filter(
            expert -> glanceDensity(image, budget, expert.choice.glance()) < expert.choice.limit())
        .map(Sparse::forward)
        .orElse(forward);
  }

  /** Mean density of a picture seen by the model's own weights, in persons per cell. */
  private double glanceDensity(RgbImage image, MemoryBudget budget, int longerSide) {
    RgbImage glance = reduced(image, longerSide);
    Tiling tiling = budget.tiling(glance.height(), glance.width());
    FeatureMaps density = forward.apply(glance, tiling, (done, total) -> {});
    double sum = 0;
    for (float value : density.values()) {
      sum += value;
    }
    return sum / density.values().length;
  }

  private static RgbImage reduced(RgbImage image, int longerSide) {
    int longest = Math.max(image.width(), image.height());
    if (longest <= longerSide) {
      return image;
    }
    double scale = (double) longerSide / longest;
    return image.resample(
        Region.ofImage(image.width(), image.height()),
        (int) Math.max(1, Math.round(scale * image.width())),
        (int) Math.max(1, Math.round(scale * image.height())));
  }

  /** For people: what was compiled of the model's own weights, and then of the others. */
  String describe() {
    return network.describe()
        + sparse
            .map(
                expert ->
                    String.format(
                        Locale.ROOT,
                        "%nwhere a glance at %d pixels sees fewer than %.3f persons per cell: %s",
                        expert.choice.glance(),
                        expert.choice.limit(),
                        expert.network.describe()))
            .orElse("");
  }

  /** Frees all of it. */
  @Override
  public void close() {
    sparse.ifPresent(expert -> expert.network.close());
    network.close();
  }
}
