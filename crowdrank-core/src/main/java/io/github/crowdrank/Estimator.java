package io.github.crowdrank;

import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageMemoryException;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.network.FeatureMaps;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts one picture and tells what became of it. Safe for use by many threads if its listeners
 * are.
 *
 * @param experts the network
 * @param stride of the network
 * @param memoryBudget of the pictures that have none of their own
 * @param curve corrects counts
 */
record Estimator(
    Experts experts,
    int stride,
    MemoryBudget memoryBudget,
    NegativeDensities negativeDensities,
    CountCurve curve,
    TileListener tileListener,
    CountListener countListener) {

  /** How a picture is decoded. */
  @FunctionalInterface
  interface Decoding {
    DecodedImage decode() throws IOException;
  }

  Estimator telling(CountListener listener) {
    return new Estimator(
        experts, stride, memoryBudget, negativeDensities, curve, tileListener, listener);
  }

  Estimator correcting(CountCurve other) {
    return new Estimator(
        experts, stride, memoryBudget, negativeDensities, other, tileListener, countListener);
  }

  /**
   * Decodes a picture and counts it.
   *
   * @param source what messages call it
   * @throws IOException if it cannot be decoded, or the heap has no room for its count
   */
  CrowdEstimate decoded(String source, Decoding decoding) throws IOException {
    long start = System.nanoTime();
    DecodedImage image = decode(decoding);
    return estimate(image, start, () -> memoryBudget, e -> ImageMemoryException.ofCount(source, e));
  }

  /** Decodes a picture, and says so. */
  private DecodedImage decode(Decoding decoding) throws IOException {
    requireNotInterrupted();
    long start = System.nanoTime();
    DecodedImage image;
    try {
      image = decoding.decode();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      requireNotInterrupted();
      countListener.onFailed(e);
      throw e;
    }
    countListener.onDecoded(image, since(start));
    return image;
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the thread was interrupted before a picture was decoded");
    }
  }

  /**
   * Counts a picture that its caller holds.
   *
   * @param start when its work began
   */
  CrowdEstimate estimate(DecodedImage decoded, long start) {
    return estimate(decoded, start, () -> memoryBudget);
  }

  /**
   * As {@link #estimate(DecodedImage, long)}, with another memory budget; one that is too small is
   * told like anything else that is wrong with a picture.
   */
  CrowdEstimate estimate(DecodedImage decoded, long start, Supplier<MemoryBudget> budget) {
    return estimate(decoded, start, budget, Function.<OutOfMemoryError>identity());
  }

  private <T extends Throwable> CrowdEstimate estimate(
      DecodedImage decoded,
      long start,
      Supplier<MemoryBudget> budget,
      Function<OutOfMemoryError, T> noRoom)
      throws T {
    long forwardStart = System.nanoTime();
    ToldTiles tiles = new ToldTiles(tileListener);
    DensityMap density;
    try {
      density = density(decoded.image(), budget.get(), tiles);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!tiles.hasThrown()) {
        countListener.onFailed(e);
      }
      throw e;
    } catch (OutOfMemoryError e) {
      if (tiles.hasThrown()) {
        throw e;
      }
      T problem = noRoom.apply(e);
      countListener.onFailed(problem);
      throw problem;
    }
    Duration forwardTime = since(forwardStart);
    CrowdEstimate estimate =
        new CrowdEstimate(density.sum(), density, stride, decoded.warnings(), since(start));
    countListener.onCounted(estimate, forwardTime);
    return estimate;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private DensityMap density(RgbImage image, MemoryBudget budget, TileListener listener) {
    Tiling tiling = budget.tiling(image.height(), image.width());
    FeatureMaps output = experts.of(image, budget).apply(image, tiling, listener);
    if (negativeDensities == NegativeDensities.CLAMP) {
      clamp(output.values());
    }
    return curve.apply(DensityMap.of(output.width(), output.height(), output.values()));
  }

  private static void clamp(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }
}
