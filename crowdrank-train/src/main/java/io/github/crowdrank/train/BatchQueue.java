package io.github.crowdrank.train;

import io.github.crowdrank.data.loading.LookAhead;
import io.github.crowdrank.train.RandomStreams.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * Assembles the batches of coming steps in the background and hands them out in order. The content
 * of a batch depends on the seed and the step alone, not on the number of threads or a resume.
 */
final class BatchQueue implements AutoCloseable {
  private final BatchAssembler assembler;
  private final TrainingScheme scheme;
  private final int labeledPerStep;
  private final int groupsPerStep;
  private final EpochOrder labeledOrder;
  private final EpochOrder unlabeledOrder;
  private final LookAhead<TrainingBatch> batches;
  private long labeledDrawn;
  private long rankedDrawn;

  BatchQueue(
      BatchAssembler assembler,
      TrainingScheme scheme,
      int labeledPerStep,
      int groupsPerStep,
      int firstStep,
      int lastStep,
      int threadCount) {
    this.assembler = assembler;
    this.scheme = scheme;
    this.labeledPerStep = labeledPerStep;
    this.groupsPerStep = groupsPerStep;
    this.labeledOrder =
        new EpochOrder(assembler.labeled().size(), assembler.random(), Stream.LABELED_ORDER);
    this.unlabeledOrder =
        new EpochOrder(assembler.unlabeled().size(), assembler.random(), Stream.UNLABELED_ORDER);
    IntStream.range(0, firstStep).forEach(this::plan);
    this.batches =
        new LookAhead<>(
            "crowdrank-batches",
            threadCount,
            threadCount + 1,
            IntStream.range(firstStep, lastStep).mapToObj(this::task).iterator());
  }

  /**
   * The batch of the next step.
   *
   * @throws IOException if one of its images cannot be read
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  TrainingBatch next() throws IOException, InterruptedException {
    try {
      return batches.next();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw new IOException(problem.getMessage(), problem);
      }
      throw new IllegalStateException(
          "a training batch could not be drawn: " + e.getCause(), e.getCause());
    }
  }

  private Callable<TrainingBatch> task(int step) {
    BatchAssembler.Plan plan = plan(step);
    return () -> assembler.assemble(plan);
  }

  private BatchAssembler.Plan plan(int step) {
    TaskWeights weights = scheme.at(step);
    long firstLabeled = labeledDrawn;
    long firstRanked = rankedDrawn;
    List<Integer> labeledItems = new ArrayList<>();
    List<Integer> rankedItems = new ArrayList<>();
    if (weights.counts()) {
      for (int i = 0; i < labeledPerStep; i++) {
        labeledItems.add(labeledOrder.at(labeledDrawn++));
      }
    }
    if (weights.ranks()) {
      for (int i = 0; i < groupsPerStep; i++) {
        rankedItems.add(unlabeledOrder.at(rankedDrawn++));
      }
    }
    return new BatchAssembler.Plan(firstLabeled, labeledItems, firstRanked, rankedItems);
  }

  @Override
  public void close() {
    batches.close();
  }
}
