package io.github.crowdrank.data.reader;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The dataset formats that can be read here: those of this library and the application's own. */
public final class DatasetFormats {
  private DatasetFormats() {}

  /** All formats, ordered by name. */
  public static List<DatasetFormat> all() {
    return ServiceLoader.load(DatasetFormat.class, DatasetFormats.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(DatasetFormat::name))
        .toList();
  }

  /**
   * The format of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static DatasetFormat named(String name) {
    List<DatasetFormat> all = all();
    return all.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no dataset format \"%s\" but %s"
                        .formatted(name, all.stream().map(DatasetFormat::name).toList())));
  }

  /**
   * Checks that a format has a split.
   *
   * @throws IllegalArgumentException if it does not; the message lists those there are
   */
  public static String requireSplit(DatasetFormat format, String split) {
    if (!format.splits().contains(split)) {
      throw new IllegalArgumentException(
          "%s has no split \"%s\" but %s".formatted(format.name(), split, format.splits()));
    }
    return split;
  }
}
