package io.github.crowdrank.train.trust;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.ImageDescriptor;
import io.github.crowdrank.ImageDescriptors;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.metric.RankingViolations;
import io.github.crowdrank.train.evaluation.ImageFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses pictures to label next, uncertain ones that differ from each other. Pictures are ranked
 * by how often, and then by how much, the counter violates the order of their nested crops, see
 * {@link RankingTrial}. From the most uncertain, four times as many as are wanted and all that are
 * as uncertain as the last of them, those are taken one by one that are farthest from all that are
 * labelled or taken. Immutable.
 */
public final class LabelSuggestions {
  private static final Comparator<Look> MOST_UNCERTAIN_FIRST =
      Comparator.<Look>comparingDouble(look -> look.violations.rate())
          .thenComparingDouble(look -> look.violations.size())
          .reversed();

  private final CrowdCounter counter;
  private final ImageDescriptors descriptors;
  private final RankingTrial trial;
  private final int candidates;
  private final @Nullable UnlabeledImages labeled;
  private final ImageProgress progress;

  private LabelSuggestions(Builder builder) {
    this.counter = builder.counter;
    this.descriptors = builder.descriptors;
    this.trial = builder.trial;
    this.candidates = builder.candidates;
    this.labeled = builder.labeled;
    this.progress = builder.progress;
  }

  /** Choices, each with a default. Neither argument is closed. */
  public static Builder builder(CrowdCounter counter, ImageDescriptors descriptors) {
    return new Builder(counter, descriptors);
  }

  /** What is known of a picture of the pool. */
  private record Look(
      int index, String id, RankingViolations violations, ImageDescriptor descriptor) {}

  /**
   * Chooses from a pool.
   *
   * @param number how many to choose, 1 or more; all where there are fewer
   * @throws IllegalArgumentException if the number is not positive
   * @throws IOException if a labelled picture cannot be read or described, which is told before the
   *     pool is looked at; those of the pool that cannot be are listed instead
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Suggestions choose(UnlabeledImages pool, int number) throws IOException {
    if (number < 1) {
      throw new IllegalArgumentException("1 picture or more is chosen but it was " + number);
    }
    int total = pool.size() + (labeled == null ? 0 : labeled.size());
    List<ImageDescriptor> known = labeled == null ? List.of() : known(labeled, total);
    List<Look> looks = new ArrayList<>();
    List<ImageFailure> failures =
        EachPicture.of(
            pool,
            (index, image) -> {
              RankingViolations violations = trial.violations(counter, image);
              looks.add(new Look(index, pool.id(index), violations, descriptors.of(image)));
            },
            (done, ignored) -> progress.imageDone(known.size() + done, total));
    List<Look> uncertain = mostUncertain(looks, number);
    FarthestFirst order = new FarthestFirst(uncertain.stream().map(Look::descriptor).toList());
    known.forEach(order::include);
    List<Suggestion> chosen = new ArrayList<>();
    for (FarthestFirst.Choice choice : order.choose(number)) {
      Look look = uncertain.get(choice.candidate());
      chosen.add(new Suggestion(look.index, look.id, look.violations, choice.distance()));
    }
    return new Suggestions(chosen, failures);
  }

  /** Before the pool, which takes much longer, so that a bad picture is told early. */
  private List<ImageDescriptor> known(UnlabeledImages pictures, int total) throws IOException {
    List<ImageDescriptor> known = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      try {
        known.add(descriptors.of(EachPicture.read(pictures, i)));
      } catch (IllegalArgumentException | EngineException e) {
        throw new IOException(pictures.id(i) + ": " + e.getMessage(), e);
      }
      progress.imageDone(i + 1, total);
    }
    return known;
  }

  private List<Look> mostUncertain(List<Look> looks, int number) {
    List<Look> sorted = looks.stream().sorted(MOST_UNCERTAIN_FIRST).toList();
    int most = (int) Math.min(sorted.size(), (long) number * candidates);
    while (most > 0
        && most < sorted.size()
        && MOST_UNCERTAIN_FIRST.compare(sorted.get(most), sorted.get(most - 1)) == 0) {
      most++;
    }
    return sorted.subList(0, most);
  }

  /** Choices for {@link LabelSuggestions}. */
  public static final class Builder {
    private final CrowdCounter counter;
    private final ImageDescriptors descriptors;
    private RankingTrial trial = RankingTrial.standard();
    private int candidates = 4;
    private @Nullable UnlabeledImages labeled;
    private ImageProgress progress = ImageProgress.NONE;

    private Builder(CrowdCounter counter, ImageDescriptors descriptors) {
      this.counter = counter;
      this.descriptors = descriptors;
    }

    /** How pictures are tried. Default: {@link RankingTrial#standard()}. */
    public Builder trial(RankingTrial value) {
      trial = value;
      return this;
    }

    /**
     * Uncertain pictures for each one chosen, 1 or more: 1 for the most uncertain whatever they
     * show, very many for the most different whatever the counter makes of them. Default: 4.
     */
    public Builder candidates(int value) {
      candidates = value;
      return this;
    }

    /** Pictures that have labels already. Default: none. */
    public Builder labeled(UnlabeledImages value) {
      labeled = value;
      return this;
    }

    /** Who is told of each picture looked at. Default: nobody. */
    public Builder progress(ImageProgress value) {
      progress = value;
      return this;
    }

    /**
     * What chooses.
     *
     * @throws IllegalArgumentException if there are no candidates
     */
    public LabelSuggestions build() {
      if (candidates < 1) {
        throw new IllegalArgumentException("candidates are 1 or more but were " + candidates);
      }
      return new LabelSuggestions(this);
    }
  }
}
