package io.github.crowdrank.data.similar;

import io.github.crowdrank.ImageDescriptors;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.similar.DescriptorIndex.Match;
import io.github.crowdrank.data.similar.SimilarImages.Answer;
import io.github.crowdrank.data.similar.SimilarImages.Unreadable;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.InterruptedRead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses unlabelled pictures by example: the nearest of each query in a pool, each picture once
 * (section 3, which let an image search engine do it and kept ten).
 *
 * <p>Pictures of the pool that look the same as a query, see {@link PerceptualHash#SAME_PICTURE},
 * are no answers: they would leak from the queries' dataset.
 *
 * <p>The pool is described into an index that is kept: what it holds already is not read again, so
 * interrupted work goes on where it was, and a pool may grow. Ids stand for pictures: under a known
 * id no new picture is noticed.
 *
 * <p>Immutable; safe for use by many threads if its {@link ImageProgress} is. Searches that run at
 * once may describe the same pictures twice. A {@link Builder} is not safe for use by many threads.
 */
public final class QueryByExample {
  private static final int COMMIT_EVERY = 2000;

  private final ImageDescriptors descriptors;
  private final DescriptorIndex index;
  private final UnlabeledImages queries;
  private final UnlabeledImages pool;
  private final int nearest;
  private final ImageProgress progress;

  private QueryByExample(Builder builder, UnlabeledImages queries, UnlabeledImages pool) {
    this.descriptors = builder.descriptors;
    this.index = builder.index;
    this.queries = queries;
    this.pool = pool;
    this.nearest = builder.nearest;
    this.progress = builder.progress;
  }

  /**
   * A builder. Neither argument is closed by the search.
   *
   * @param index of the descriptors' space and dimension
   */
  public static Builder builder(ImageDescriptors descriptors, DescriptorIndex index) {
    return new Builder(descriptors, index);
  }

  /** Chooses what is searched for and where. */
  public static final class Builder {
    private final ImageDescriptors descriptors;
    private final DescriptorIndex index;
    private @Nullable UnlabeledImages queries;
    private @Nullable UnlabeledImages pool;
    private int nearest = 10;
    private ImageProgress progress = ImageProgress.NONE;

    private Builder(ImageDescriptors descriptors, DescriptorIndex index) {
      this.descriptors = descriptors;
      this.index = index;
    }

    /** The examples, such as the training images of a dataset. */
    public Builder queries(UnlabeledImages value) {
      queries = value;
      return this;
    }

    /** Where to choose from. */
    public Builder pool(UnlabeledImages value) {
      pool = value;
      return this;
    }

    /** How many pictures to choose for each query; 10, as in the paper, unless set. */
    public Builder nearest(int value) {
      nearest = value;
      return this;
    }

    /** Who is told of each picture described, those of the pool that are known already aside. */
    public Builder progress(ImageProgress value) {
      progress = value;
      return this;
    }

    /**
     * The search.
     *
     * @throws IllegalArgumentException if queries or pool are missing or none are to be chosen
     */
    public QueryByExample build() {
      if (queries == null || pool == null) {
        throw new IllegalArgumentException("queries and pool are needed");
      }
      if (nearest < 1) {
        throw new IllegalArgumentException("the nearest are 1 or more but were " + nearest);
      }
      return new QueryByExample(this, queries, pool);
    }
  }

  /**
   * Describes what is not described yet and searches.
   *
   * @throws IOException if the index cannot be read or written; pictures that cannot be read are
   *     passed over and listed in the result
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, which it
   *     stays; what was described since the last commit may be lost
   */
  public SimilarImages run() throws IOException {
    List<Unreadable> unreadable = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < pool.size(); i++) {
      places.put(pool.id(i), i);
      if (!index.contains(pool.id(i))) {
        unknown.add(i);
      }
    }
    int total = queries.size() + unknown.size();
    int done = 0;
    List<DescribedImage> examples = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      describe(queries, i, unreadable).ifPresent(examples::add);
      progress.imageDone(++done, total);
    }
    for (int i : unknown) {
      Optional<DescribedImage> described = describe(pool, i, unreadable);
      if (described.isPresent()) {
        index.add(described.get());
      }
      progress.imageDone(++done, total);
      if (done % COMMIT_EVERY == 0) {
        index.commit();
      }
    }
    index.commit();
    List<Answer> answers = answers(examples, places);
    UnlabeledImages images =
        pool.subset(pool.name() + " by example", answers.stream().map(Answer::index).toList());
    return new SimilarImages(images, answers, unreadable);
  }

  private Optional<DescribedImage> describe(
      UnlabeledImages images, int at, List<Unreadable> unreadable) {
    try {
      RgbImage image = images.image(at);
      return Optional.of(
          new DescribedImage(images.id(at), descriptors.of(image), PerceptualHash.of(image)));
    } catch (IOException e) {
      InterruptedRead.requireNone(images.id(at), e);
      unreadable.add(new Unreadable(images.id(at), reason(e)));
    } catch (EngineException e) {
      unreadable.add(new Unreadable(images.id(at), reason(e)));
    }
    return Optional.empty();
  }

  private static String reason(Exception problem) {
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
  }

  private List<Answer> answers(List<DescribedImage> examples, Map<String, Integer> places)
      throws IOException {
    Map<Integer, Answer> best = new HashMap<>();
    for (DescribedImage example : examples) {
      for (Match match : nearest(example, examples, places)) {
        Answer answer =
            new Answer(
                example.id(),
                match.id(),
                Objects.requireNonNull(places.get(match.id())),
                match.cosine());
        best.merge(answer.index(), answer, (a, b) -> b.cosine() > a.cosine() ? b : a);
      }
    }
    return best.values().stream().sorted(Comparator.comparingInt(Answer::index)).toList();
  }

  /** Asks for more as long as too many of those found are examples or of another pool. */
  private List<Match> nearest(
      DescribedImage example, List<DescribedImage> examples, Map<String, Integer> places)
      throws IOException {
    for (int asked = nearest + 10; ; asked *= 2) {
      List<Match> found = index.search(example.descriptor(), asked);
      List<Match> answers =
          found.stream()
              .filter(match -> places.containsKey(match.id()))
              .filter(match -> examples.stream().noneMatch(it -> isSame(match, it)))
              .limit(nearest)
              .toList();
      if (answers.size() == nearest || found.size() < asked) {
        return answers;
      }
    }
  }

  private static boolean isSame(Match match, DescribedImage example) {
    return match.hash().distance(example.hash()) <= PerceptualHash.SAME_PICTURE;
  }
}
