package io.github.crowdrank.data.split;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.DatasetException;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.io.InputFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Text files that name images, as benchmarks publish their divisions: one id per line, in UTF-8.
 * Spaces around an id, blank lines and lines that begin with {@code #} are skipped.
 */
public final class ImageLists {
  private static final int LONGEST_ID = 4096;

  private ImageLists() {}

  /**
   * The images of a dataset that a list names, in the order of the dataset.
   *
   * @throws DatasetException if the list names an image that the dataset has not, or one twice, or
   *     none; the message has all of them
   * @throws IOException if the list cannot be read
   */
  public static CrowdDataset choose(CrowdDataset dataset, Path list) throws IOException {
    return divide(dataset, Map.of("listed", list)).values().iterator().next();
  }

  /**
   * Divides a dataset by lists that share no image, such as those of train, val and test. Images
   * that no list names are in no part.
   *
   * @param lists a file for each part, by the name of the part
   * @return the parts by the same names and in the same order, each named {@code dataset (part)}
   * @throws DatasetException if a list names an image that the dataset has not, or one twice, or
   *     one that is in another list as well, or none; the message has all of them
   * @throws IOException if a list cannot be read
   */
  public static Map<String, CrowdDataset> divide(CrowdDataset dataset, Map<String, Path> lists)
      throws IOException {
    Set<String> known = new LinkedHashSet<>();
    IntStream.range(0, dataset.size()).mapToObj(dataset::id).forEach(known::add);
    List<String> problems = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    Map<String, Set<String>> chosen = new LinkedHashMap<>();
    for (Map.Entry<String, Path> list : lists.entrySet()) {
      Path file = list.getValue();
      Set<String> ids = new LinkedHashSet<>();
      for (Line line : lines(file, dataset)) {
        String place = file + ", line " + line.number();
        String before = seen.putIfAbsent(line.id(), place);
        if (!known.contains(line.id())) {
          problems.add(
              "%s: there is no image %s; ids look like %s"
                  .formatted(place, line.id(), known.isEmpty() ? "nothing" : dataset.id(0)));
        } else if (before != null) {
          problems.add("%s: %s is named before, by %s".formatted(place, line.id(), before));
        } else {
          ids.add(line.id());
        }
      }
      if (ids.isEmpty()) {
        problems.add(file + " names no image of the dataset");
      }
      chosen.put(list.getKey(), ids);
    }
    if (!problems.isEmpty()) {
      throw new DatasetException(dataset.name(), problems);
    }
    return parts(dataset, chosen);
  }

  static Map<String, CrowdDataset> parts(CrowdDataset dataset, Map<String, Set<String>> chosen) {
    Map<String, CrowdDataset> parts = new LinkedHashMap<>();
    chosen.forEach(
        (name, ids) ->
            parts.put(name, dataset.only("%s (%s)".formatted(dataset.name(), name), ids)));
    return parts;
  }

  /** An id and where it stands, from 1. */
  private record Line(int number, String id) {}

  private static List<Line> lines(Path file, CrowdDataset dataset) throws IOException {
    InputFile.requireNoFolder(file);
    List<Line> lines = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      int number = 0;
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        number++;
        // Windows' editors begin a file with a byte order mark.
        String id = (number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        if (id.length() > LONGEST_ID) {
          throw new DatasetException(
              dataset.name(),
              List.of(
                  "%s, line %d: an id has at most %d characters but this has %d"
                      .formatted(file, number, LONGEST_ID, id.length())));
        }
        if (!id.isEmpty() && !id.startsWith("#")) {
          lines.add(new Line(number, id));
        }
      }
    } catch (CharacterCodingException e) {
      throw new DatasetException(
          dataset.name(), List.of(file + " is a list of ids in UTF-8 but has other bytes"));
    }
    return lines;
  }

  /**
   * Writes the ids of a dataset as a list, in its order.
   *
   * @throws IOException as for {@link #write(List, Path)}
   */
  public static void write(CrowdDataset dataset, Path file) throws IOException {
    List<String> ids = IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
    write(ids, file);
  }

  /**
   * Writes ids as a list.
   *
   * @throws IOException if the file cannot be written, or an id would not be read back from it: one
   *     with a line break, with spaces around it, or that begins with {@code #} like a comment; an
   *     older file is then untouched
   */
  public static void write(List<String> ids, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String id : ids) {
      requireLine(id, file);
      text.append(id).append('\n');
    }
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void requireLine(String id, Path file) throws IOException {
    boolean skipped = id.isBlank() || id.startsWith("#") || !id.equals(id.strip());
    if (skipped || id.lines().count() > 1 || id.length() > LONGEST_ID) {
      throw new IOException(
          "%s cannot hold the image \"%s\": a line of a list is an id of 1 to %d characters without spaces around it that does not begin with #; rename the image"
              .formatted(file, id, LONGEST_ID));
    }
  }
}
