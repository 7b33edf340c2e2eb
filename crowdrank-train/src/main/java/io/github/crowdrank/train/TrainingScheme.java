package io.github.crowdrank.train;

/** How counting and ranking are combined over the steps of a training (section 4.3, Figure 4). */
public sealed interface TrainingScheme {
  /** What each task weighs in a step, counted from 0. */
  TaskWeights at(int step);

  /** How many steps it takes until each task of the scheme had one, 1 or more. */
  long leastSteps();

  /** A short name for reports. */
  String name();

  /**
   * Checks that a training does not end before a task of the scheme begins: it would never see a
   * label, or never rank.
   *
   * @param steps of the training
   * @throws IllegalArgumentException if it has less than {@link #leastSteps}
   */
  default void checkSteps(int steps) {
    if (steps < leastSteps()) {
      throw new IllegalArgumentException(
          "%s comes to its second task in step %d but the training has %d steps; make it longer, or what comes first shorter"
              .formatted(this, leastSteps(), steps));
    }
  }

  /** Labelled images only: the baseline without ranking. */
  record CountingOnly() implements TrainingScheme {
    @Override
    public TaskWeights at(int step) {
      return new TaskWeights(1, 0);
    }

    @Override
    public long leastSteps() {
      return 1;
    }

    @Override
    public String name() {
      return "counting only";
    }
  }

  /**
   * Ranked patches first, labelled patches afterwards.
   *
   * @param rankingSteps steps of the first phase, 1 or more
   */
  record RankingThenFineTuning(int rankingSteps) implements TrainingScheme {
    /** Checks the phase. */
    public RankingThenFineTuning {
      requirePositive("ranking steps", rankingSteps);
    }

    @Override
    public TaskWeights at(int step) {
      return step < rankingSteps ? new TaskWeights(0, 1) : new TaskWeights(1, 0);
    }

    @Override
    public long leastSteps() {
      return rankingSteps + 1L;
    }

    @Override
    public String name() {
      return "ranking + fine-tuning";
    }
  }

  /**
   * A stretch of counting steps, a stretch of ranking steps, and so on.
   *
   * @param period length of each stretch in steps, 1 or more; the paper's is 300
   */
  record Alternating(int period) implements TrainingScheme {
    /** Checks the period. */
    public Alternating {
      requirePositive("period", period);
    }

    @Override
    public TaskWeights at(int step) {
      return step / period % 2 == 0 ? new TaskWeights(1, 0) : new TaskWeights(0, 1);
    }

    @Override
    public long leastSteps() {
      return period + 1L;
    }

    @Override
    public String name() {
      return "alternating-task";
    }
  }

  /**
   * Both tasks in every step, as in Eq. 6.
   *
   * @param lambda weight of the ranking loss, positive; the paper's is 100
   */
  record MultiTask(double lambda) implements TrainingScheme {
    /** Checks the weight. */
    public MultiTask {
      requireWeight(lambda);
    }

    @Override
    public TaskWeights at(int step) {
      return new TaskWeights(1, lambda);
    }

    @Override
    public long leastSteps() {
      return 1;
    }

    @Override
    public String name() {
      return "multi-task";
    }
  }

  /**
   * Labelled patches alone at first, both tasks afterwards: ranking then finds maps that already
   * have a scale.
   *
   * @param countingSteps steps of the first phase, 1 or more
   * @param lambda weight of the ranking loss afterwards, positive
   */
  record LateMultiTask(int countingSteps, double lambda) implements TrainingScheme {
    /** Checks the phase and the weight. */
    public LateMultiTask {
      requirePositive("counting steps", countingSteps);
      requireWeight(lambda);
    }

    @Override
    public TaskWeights at(int step) {
      return new TaskWeights(1, step < countingSteps ? 0 : lambda);
    }

    @Override
    public long leastSteps() {
      return countingSteps + 1L;
    }

    @Override
    public String name() {
      return "late multi-task";
    }
  }

  /** The labelled images alone. */
  static TrainingScheme countingOnly() {
    return new CountingOnly();
  }

  /** Ranking for the given number of steps, then counting. */
  static TrainingScheme rankingThenFineTuning(int rankingSteps) {
    return new RankingThenFineTuning(rankingSteps);
  }

  /** The paper's alternation: 300 steps of each task in turn. */
  static TrainingScheme alternating() {
    return new Alternating(300);
  }

  /** The paper's best scheme: Eq. 6 with lambda 100. */
  static TrainingScheme multiTask() {
    return new MultiTask(100);
  }

  private static void requireWeight(double lambda) {
    if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda is positive and finite but was " + lambda);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is at least 1 but was " + value);
    }
  }
}
