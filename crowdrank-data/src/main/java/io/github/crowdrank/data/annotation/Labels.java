package io.github.crowdrank.data.annotation;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Which annotated objects are people, by their labels; case does not matter. Immutable.
 *
 * <p>A file may hold cars beside people, and a point may be labelled {@code 1}: nothing but a
 * choice can tell what is to be counted. {@link #people()} knows the usual words and refuses
 * others, so that nothing is counted, or left out, by mistake.
 */
public final class Labels {
  private static final Labels PEOPLE =
      new Labels(
          List.of("face", "head", "heads", "human", "pedestrian", "people", "person", "persons"),
          true);

  private final Set<String> names = new TreeSet<>();
  private final boolean refusing;

  private Labels(Collection<String> names, boolean refusing) {
    names.forEach(name -> this.names.add(folded(name)));
    this.refusing = refusing;
  }

  /** Person, people, pedestrian, head, face and the like; a file with another label is refused. */
  public static Labels people() {
    return PEOPLE;
  }

  /**
   * Objects of these labels are people and others are not.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Labels only(Collection<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("at least one label says what a person is");
    }
    return new Labels(names, false);
  }

  /**
   * Whether objects of a label are people.
   *
   * @param where the label stands
   * @throws IOException if only a choice can tell
   */
  boolean arePeople(String label, Supplier<String> where) throws IOException {
    boolean known = names.contains(folded(label));
    if (!known && refusing) {
      throw new IOException(
          "%s is \"%s\", none of %s; choose which labels are people"
              .formatted(where.get(), Numbers.shown(label), names));
    }
    return known;
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
