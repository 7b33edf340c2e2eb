package io.github.crowdrank.train;

import io.github.crowdrank.train.RandomStreams.Stream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Assembles the batches of coming steps in the background and hands them out in order. The content
 * of a batch depends on the seed and the step alone, not on the number of threads or a resume.
 */
final class BatchQueue implements AutoCloseable {
  private final BatchAssembler assembler;
  private final TrainingScheme scheme;
  private final int labeledPerStep;
  private final int groupsPerStep;
  private final int lastStep;
  private final EpochOrder labeledOrder;
  private final EpochOrder unlabeledOrder;
  private final ExecutorService threads;
  private final Deque<Future<TrainingBatch>> ahead = new ArrayDeque<>();
  private final int lookAhead;
  private long labeledDrawn;
  private long rankedDrawn;
  private int nextStep;

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
    this.lastStep = lastStep;
    this.lookAhead = threadCount + 1;
    this.labeledOrder =
        new EpochOrder(assembler.labeled().size(), assembler.random(), Stream.LABELED_ORDER);
    this.unlabeledOrder =
        new EpochOrder(assembler.unlabeled().size(), assembler.random(), Stream.UNLABELED_ORDER);
    this.threads =
        Executors.newFixedThreadPool(
            threadCount,
            task -> {
              Thread thread = new Thread(task, "crowdrank-batches");
              thread.setDaemon(true);
              return thread;
            });
    while (nextStep < firstStep) {
      plan(nextStep++);
    }
    while (ahead.size() < lookAhead && nextStep < lastStep) {
      submit();
    }
  }

  /**
   * The batch of the next step.
   *
   * @throws IOException if one of its images cannot be read
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  TrainingBatch next() throws IOException, InterruptedException {
    Future<TrainingBatch> batch = ahead.remove();
    if (nextStep < lastStep) {
      submit();
    }
    try {
      return batch.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw new IOException(problem.getMessage(), problem);
      }
      throw new IllegalStateException("a training batch could not be drawn", e.getCause());
    }
  }

  private void submit() {
    BatchAssembler.Plan plan = plan(nextStep++);
    ahead.add(threads.submit(() -> assembler.assemble(plan)));
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
    threads.shutdownNow();
  }
}
