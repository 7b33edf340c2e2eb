package io.github.crowdrank.data.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where people stand: partly alone, partly in groups, denser towards the horizon, and rarely with
 * one head in front of another.
 */
final class Crowd {
  private static final int TRIES = 12;

  private final int width;
  private final int height;
  private final Perspective perspective;
  private final RandomGenerator random;
  private final boolean[] taken;

  private Crowd(int width, int height, Perspective perspective, RandomGenerator random) {
    this.width = width;
    this.height = height;
    this.perspective = perspective;
    this.random = random;
    this.taken = new boolean[width * height];
  }

  static List<Person> draw(
      int count, int width, int height, Perspective perspective, RandomGenerator random) {
    return new Crowd(width, height, perspective, random).people(count);
  }

  private List<Person> people(int count) {
    double crowding = random.nextDouble(1, 2.2);
    double gregarious = random.nextDouble(0, 0.8);
    double[][] groups = new double[random.nextInt(1, 5)][];
    for (int i = 0; i < groups.length; i++) {
      groups[i] =
          new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble(0.05, 0.2)};
    }
    List<Person> people = new ArrayList<>(count);
    for (int mark = 1; mark <= count; mark++) {
      double[] group =
          random.nextDouble() < gregarious ? groups[random.nextInt(groups.length)] : null;
      people.add(place(mark, group, crowding));
    }
    return people;
  }

  // Another place is tried where heads would overlap; in a full picture they overlap all the same.
  private Person place(int mark, double @Nullable [] group, double crowding) {
    double x = 0;
    double y = 0;
    for (int i = 0; i < TRIES; i++) {
      double across = random.nextDouble();
      double near = StrictMath.pow(random.nextDouble(), crowding);
      if (group != null) {
        across = group[0] + group[2] * random.nextGaussian();
        near = group[1] + group[2] * random.nextGaussian();
      }
      x = Math.max(0, Math.min(Math.nextDown((double) width), across * width));
      double top = Math.max(0, perspective.horizon());
      y = top + Math.max(0, Math.min(0.999, near)) * (height - top);
      if (!isTaken(x, y)) {
        break;
      }
    }
    Person person = Person.draw(mark, x, y, perspective.headSize(y), random);
    take(x, y, 0.8 * person.size());
    return person;
  }

  private boolean isTaken(double x, double y) {
    int column = (int) x;
    int row = (int) y;
    return taken[row * width + column];
  }

  private void take(double x, double y, double radius) {
    for (int row = (int) Math.max(0, y - radius); row < Math.min(height, y + radius); row++) {
      double half = Math.sqrt(Math.max(0, radius * radius - (row + 0.5 - y) * (row + 0.5 - y)));
      int end = (int) Math.min(width, x + half);
      for (int column = (int) Math.max(0, x - half); column < end; column++) {
        taken[row * width + column] = true;
      }
    }
  }
}
