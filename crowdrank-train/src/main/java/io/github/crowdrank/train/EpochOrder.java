package io.github.crowdrank.train;

import io.github.crowdrank.train.RandomStreams.Stream;
import java.util.random.RandomGenerator;

/** Every item once per epoch, in an order that is new in each epoch and known from the seed. */
final class EpochOrder {
  private final int size;
  private final RandomStreams random;
  private final Stream stream;
  private long epoch = -1;
  private int[] order = {};

  EpochOrder(int size, RandomStreams random, Stream stream) {
    this.size = size;
    this.random = random;
    this.stream = stream;
  }

  /** The item of a draw, counted from 0 over all epochs. */
  int at(long draw) {
    long wanted = draw / size;
    if (wanted != epoch) {
      order = shuffled(random.at(stream, wanted));
      epoch = wanted;
    }
    return order[(int) (draw % size)];
  }

  private int[] shuffled(RandomGenerator generator) {
    int[] items = new int[size];
    for (int i = 0; i < size; i++) {
      int j = generator.nextInt(i + 1);
      items[i] = items[j];
      items[j] = i;
    }
    return items;
  }
}
