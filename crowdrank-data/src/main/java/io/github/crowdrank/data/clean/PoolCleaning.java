package io.github.crowdrank.data.clean;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.similar.PerceptualHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops from a pool of unlabelled pictures what does not belong there, as the paper's authors did
 * by hand (section 3): see {@link DropReason}. The same pool and rules give the same verdicts.
 * Immutable; safe for use by many threads if its {@link ImageProgress} is. A {@link Builder} is
 * not.
 */
public final class PoolCleaning {
  private final UnlabeledImages pool;
  private final List<UnlabeledImages> protectedSets;
  private final CleaningRules rules;
  private final int sameDistance;
  private final @Nullable CrowdFilter crowd;
  private final ImageProgress progress;

  private PoolCleaning(Builder builder, CleaningRules rules, @Nullable CrowdFilter crowd) {
    this.pool = builder.pool;
    this.protectedSets = builder.allowOverlap ? List.of() : List.copyOf(builder.protectedSets);
    this.rules = rules;
    this.sameDistance = builder.sameDistance;
    this.crowd = crowd;
    this.progress = builder.progress;
  }

  /** A builder of a cleaning of a pool. */
  public static Builder builder(UnlabeledImages pool) {
    return new Builder(pool);
  }

  /** Chooses what is dropped. */
  public static final class Builder {
    private final UnlabeledImages pool;
    private final List<UnlabeledImages> protectedSets = new ArrayList<>();
    private boolean allowOverlap;
    private int leastSide = 224;
    private double leastBrightness = 15;
    private double leastEntropy = 4.9;
    private double mostFlat = 0.52;
    private int sameDistance = PerceptualHash.SAME_PICTURE;
    private @Nullable CrowdCounter counter;
    private double leastPeople;
    private double leastDensity;
    private ImageProgress progress = ImageProgress.NONE;

    private Builder(UnlabeledImages pool) {
      this.pool = pool;
    }

    /**
     * Adds a dataset whose pictures the pool must not hold, such as a test set: a model that saw
     * them would look better than it is.
     */
    public Builder protect(UnlabeledImages value) {
      protectedSets.add(value);
      return this;
    }

    /** Whether pictures of protected datasets may stay after all; false. */
    public Builder allowOverlap(boolean value) {
      allowOverlap = value;
      return this;
    }

    /** Least pixels of the shorter side; 224, the side of the paper's patches. */
    public Builder leastSide(int value) {
      leastSide = value;
      return this;
    }

    /** Least mean grey value, 0 to 255; 15. The darkest of 539 crowd photographs has 21.5. */
    public Builder leastBrightness(double value) {
      leastBrightness = value;
      return this;
    }

    /**
     * Least entropy of the histogram of grey values, 0 to 8 bits; 4.9. Crowd photographs have 5.1
     * and more; drawn pages of text, charts and screenshots 4.8 and less, even as JPEG.
     */
    public Builder leastEntropy(double value) {
      leastEntropy = value;
      return this;
    }

    /**
     * Largest share of even blocks of 8x8 pixels, 0 to 1; 0.52. Crowd photographs have 0.49 and
     * less; drawn figures and maps 0.54 and more, even as JPEG.
     */
    public Builder mostFlat(double value) {
      mostFlat = value;
      return this;
    }

    /** Distance in bits up to which two pictures are the same, 0 to 64. */
    public Builder sameDistance(int value) {
      sameDistance = value;
      return this;
    }

    /** Who counts the people; nobody unless set, and then all pictures have enough. */
    public Builder counter(CrowdCounter value) {
      counter = value;
      return this;
    }

    /** Least number of people, 0 or more; 0. */
    public Builder leastPeople(double value) {
      leastPeople = value;
      return this;
    }

    /** Least number of people per million pixels, 0 or more; 0. */
    public Builder leastDensity(double value) {
      leastDensity = value;
      return this;
    }

    /**
     * Who is told of each picture looked at: those of protected datasets and of the pool, and then,
     * from 1 again, those counted.
     */
    public Builder progress(ImageProgress value) {
      progress = value;
      return this;
    }

    /**
     * The cleaning.
     *
     * @throws IllegalArgumentException if a choice is out of range, or people are asked for without
     *     a counter
     */
    public PoolCleaning build() {
      range("the least side", leastSide, 1, Integer.MAX_VALUE);
      range("the least brightness", leastBrightness, 0, 255);
      range("the least entropy", leastEntropy, 0, 8);
      range("the largest flat share", mostFlat, 0, 1);
      range("the distance of the same pictures", sameDistance, 0, Long.SIZE);
      range("the least number of people", leastPeople, 0, Double.MAX_VALUE);
      range("the least density", leastDensity, 0, Double.MAX_VALUE);
      CrowdFilter crowd = null;
      if (counter != null) {
        crowd = new CrowdFilter(counter, leastPeople, leastDensity);
      } else if (leastPeople > 0 || leastDensity > 0) {
        throw new IllegalArgumentException("people are asked for but there is no counter");
      }
      CleaningRules rules = new CleaningRules(leastSide, leastBrightness, leastEntropy, mostFlat);
      return new PoolCleaning(this, rules, crowd);
    }

    private static void range(String name, double value, double least, double most) {
      if (!(value >= least && value <= most)) {
        throw new IllegalArgumentException(
            "%s is %s to %s but was %s".formatted(name, least, most, value));
      }
    }
  }

  /**
   * Looks at every picture.
   *
   * @throws IOException if a picture of a protected dataset cannot be read, for it could not be
   *     protected; those of the pool are dropped instead
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, which it stays
   */
  public CleanedPool run() throws IOException {
    PoolReview review = new PoolReview(pool);
    int total = pool.size() + protectedSets.stream().mapToInt(UnlabeledImages::size).sum();
    int done = 0;
    List<PerceptualHash> guarded = new ArrayList<>();
    List<String> guardedNames = new ArrayList<>();
    for (UnlabeledImages set : protectedSets) {
      for (int i = 0; i < set.size(); i++) {
        guarded.add(PerceptualHash.of(set.image(i)));
        guardedNames.add(set.name() + "/" + set.id(i));
        progress.imageDone(++done, total);
      }
    }
    for (int i = 0; i < pool.size(); i++) {
      review.examine(i, rules);
      progress.imageDone(++done, total);
    }
    review.dropProtected(guarded, guardedNames, sameDistance);
    review.dropRepeated(sameDistance);
    if (crowd != null) {
      countThose(review, crowd);
    }
    return new CleanedPool(pool, review.verdicts());
  }

  private void countThose(PoolReview review, CrowdFilter filter) {
    List<Integer> left = review.left();
    int done = 0;
    for (int i : left) {
      review.count(i, filter);
      progress.imageDone(++done, left.size());
    }
  }
}
