package io.github.crowdrank.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.density.HeadPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosePointsTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agrees_with_comparing_every_point_with_all_that_are_not_close_themselves(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double distance = random.nextDouble(0.2, 3);
    List<HeadPoint> points = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      points.add(
          random.nextInt(10) == 0 && i > 0
              ? points.get(random.nextInt(i))
              : new HeadPoint(random.nextDouble(-20, 20), random.nextDouble(-20, 20)));
    }

    ClosePoints search = ClosePoints.in(points, distance);

    List<Integer> kept = new ArrayList<>();
    List<Integer> repeated = new ArrayList<>();
    List<Integer> close = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      HeadPoint point = points.get(i);
      if (points.indexOf(point) < i) {
        repeated.add(i);
      } else if (kept.stream().anyMatch(k -> ClosePoints.apart(points.get(k), point) <= distance)) {
        close.add(i);
      } else {
        kept.add(i);
      }
    }
    assertThat(search.repeated()).extracting(ClosePoints.Pair::second).isEqualTo(repeated);
    assertThat(search.close()).extracting(ClosePoints.Pair::second).isEqualTo(close);
    assertThat(close).isNotEmpty();
    assertThat(search.repeated())
        .allMatch(pair -> points.get(pair.first()).equals(points.get(pair.second())));
    assertThat(search.close())
        .allMatch(
            pair ->
                ClosePoints.apart(points.get(pair.first()), points.get(pair.second())) <= distance);
  }

  @Test
  void distance_zero_finds_repeated_points_only() {
    HeadPoint point = new HeadPoint(1, 1);
    ClosePoints search = ClosePoints.in(List.of(point, new HeadPoint(1.001, 1), point), 0);
    assertThat(search.close()).isEmpty();
    assertThat(search.repeated()).containsExactly(new ClosePoints.Pair(0, 2));
  }
}
