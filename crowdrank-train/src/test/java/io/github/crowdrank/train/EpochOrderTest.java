package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.train.RandomStreams.Stream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochOrderTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {0, 1, -7})
  void every_item_comes_once_per_epoch_in_an_order_of_its_own(long seed) {
    EpochOrder order = new EpochOrder(50, new RandomStreams(seed), Stream.LABELED_ORDER);
    Set<Integer> firsts = new HashSet<>();

    for (int epoch = 0; epoch < 20; epoch++) {
      int start = 50 * epoch;
      assertThat(IntStream.range(start, start + 50).map(order::at).boxed().toList())
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50).boxed().toList());
      firsts.add(order.at(start));
    }

    assertThat(firsts.size()).isGreaterThan(5);
    EpochOrder later = new EpochOrder(50, new RandomStreams(seed), Stream.LABELED_ORDER);
    assertThat(later.at(777)).isEqualTo(order.at(777));
  }
}
