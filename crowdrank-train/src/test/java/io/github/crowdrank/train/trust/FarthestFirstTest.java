package io.github.crowdrank.train.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.ImageDescriptor;
import io.github.crowdrank.train.trust.FarthestFirst.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarthestFirstTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void each_choice_is_the_farthest_from_all_before_it(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ImageDescriptor> candidates = random(random, 40);
    List<ImageDescriptor> before = random(random, 3);
    FarthestFirst order = new FarthestFirst(candidates);
    before.forEach(order::include);

    List<Choice> choices = order.choose(15);

    assertThat(choices).extracting(Choice::candidate).doesNotHaveDuplicates().hasSize(15);
    List<ImageDescriptor> chosen = new ArrayList<>(before);
    for (Choice choice : choices) {
      double farthest = 0;
      for (ImageDescriptor candidate : candidates) {
        farthest = Math.max(farthest, distance(candidate, chosen));
      }
      ImageDescriptor taken = candidates.get(choice.candidate());
      assertThat(choice.distance()).isCloseTo(farthest, within(1e-12));
      assertThat(distance(taken, chosen)).isCloseTo(farthest, within(1e-12));
      chosen.add(taken);
    }
    assertThat(new FarthestFirst(candidates).choose(100)).hasSize(40);
    assertThat(new FarthestFirst(candidates).choose(1))
        .containsExactly(new Choice(0, Double.POSITIVE_INFINITY));
    assertThat(new FarthestFirst(List.of()).choose(3)).isEmpty();
  }

  private static List<ImageDescriptor> random(SplittableRandom random, int number) {
    List<ImageDescriptor> descriptors = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      float[] direction = new float[6];
      for (int j = 0; j < direction.length; j++) {
        direction[j] = random.nextFloat(-1, 1);
      }
      descriptors.add(ImageDescriptor.of(direction));
    }
    return descriptors;
  }

  private static double distance(ImageDescriptor one, List<ImageDescriptor> others) {
    return others.stream().mapToDouble(other -> 1 - one.cosine(other)).min().orElseThrow();
  }
}
