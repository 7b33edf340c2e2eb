package io.github.crowdrank.data.split;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.data.reader.DatasetException;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.io.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a dataset was divided, as a small JSON file: which dataset by its fingerprint, how the
 * division came about, and the ids of each part. Whoever reads it against the same images with the
 * same heads gets the same parts; against any other it is refused.
 *
 * @param dataset the name of the dataset that was divided
 * @param fingerprint of that dataset, {@link DatasetFingerprint#of}
 * @param draw how the parts were drawn; null if they were chosen in another way
 * @param parts ids by the name of the part, such as {@value #TRAIN} and {@value #VALIDATION}; no id
 *     is in two of them
 */
public record SplitFile(
    String dataset,
    DatasetFingerprint fingerprint,
    @Nullable Draw draw,
    Map<String, List<String>> parts) {
  /** The part to learn from. */
  public static final String TRAIN = "train";

  /** The part to choose by. */
  public static final String VALIDATION = "validation";

  private static final long MOST_BYTES = 64 << 20;

  /**
   * What {@link CrowdDataset#split} was asked for.
   *
   * @param seed of the {@link SplittableRandom}
   * @param trainFraction of the images that went to training
   */
  public record Draw(long seed, double trainFraction) {}

  /**
   * Copies the parts.
   *
   * @throws IllegalArgumentException if there is no part, or an id is repeated
   */
  public SplitFile {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a division has one part or more but has none");
    }
    Map<String, List<String>> copy = new LinkedHashMap<>();
    Map<String, String> seen = new HashMap<>();
    parts.forEach(
        (part, ids) -> {
          copy.put(part, List.copyOf(ids));
          for (String id : ids) {
            String before = seen.putIfAbsent(id, part);
            if (before != null) {
              throw new IllegalArgumentException(
                  "image %s is in part %s and again in part %s".formatted(id, before, part));
            }
          }
        });
    parts = Collections.unmodifiableMap(copy);
  }

  /**
   * Divides a dataset in {@value #TRAIN} and {@value #VALIDATION} by {@link CrowdDataset#split}.
   *
   * @param trainFraction of the images that go to training, rounded to a whole number of images
   * @throws IllegalArgumentException if either side would be empty
   * @throws IOException if heads cannot be read
   */
  public static SplitFile draw(CrowdDataset dataset, double trainFraction, long seed)
      throws IOException {
    Split split = dataset.split(trainFraction, new SplittableRandom(seed));
    Map<String, CrowdDataset> parts = new LinkedHashMap<>();
    parts.put(TRAIN, split.train());
    parts.put(VALIDATION, split.validation());
    return of(dataset, new Draw(seed, trainFraction), parts);
  }

  /**
   * The record of a division that was made in another way, such as by {@link ImageLists}.
   *
   * @param parts subsets of the dataset by the name of the part
   * @throws IllegalArgumentException if there is no part, or an id is repeated
   * @throws IOException if heads cannot be read
   */
  public static SplitFile of(CrowdDataset dataset, Map<String, CrowdDataset> parts)
      throws IOException {
    return of(dataset, null, parts);
  }

  private static SplitFile of(
      CrowdDataset dataset, @Nullable Draw draw, Map<String, CrowdDataset> parts)
      throws IOException {
    Map<String, List<String>> ids = new LinkedHashMap<>();
    parts.forEach(
        (name, part) -> ids.put(name, IntStream.range(0, part.size()).mapToObj(part::id).toList()));
    return new SplitFile(dataset.name(), DatasetFingerprint.of(dataset), draw, ids);
  }

  /**
   * Writes the file.
   *
   * @throws IOException if it cannot be written; an older one is then untouched
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, SplitJson.toJson(this).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a file of at most 64 MiB.
   *
   * @throws DatasetException if it is no split file; the message has the field and the value; or if
   *     it does not fit into the heap
   * @throws IOException if it cannot be read
   */
  public static SplitFile read(Path file) throws IOException {
    InputFile.requireNoFolder(file);
    if (Files.size(file) > MOST_BYTES) {
      throw new DatasetException(
          file.toString(),
          List.of(
              "a split file has at most %d bytes but this has %d"
                  .formatted(MOST_BYTES, Files.size(file))));
    }
    try {
      return SplitJson.fromJson(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new DatasetException(file.toString(), List.of("no split file: " + e.getMessage()));
    } catch (OutOfMemoryError e) {
      throw new DatasetException(
          file.toString(), List.of("it does not fit into the heap; raise -Xmx"));
    }
  }

  /**
   * The parts of a dataset, each in the order of the dataset and named {@code dataset (part)}.
   *
   * @throws DatasetException if the dataset has another fingerprint; ids that it has not are named
   * @throws IOException if heads cannot be read
   */
  public Map<String, CrowdDataset> divide(CrowdDataset images) throws IOException {
    List<String> problems = new ArrayList<>();
    DatasetFingerprint found = DatasetFingerprint.of(images);
    if (!found.equals(fingerprint)) {
      problems.add(
          ("the division is one of %s with the fingerprint %s, but this dataset has %s: its images,"
                  + " their order or their heads differ")
              .formatted(dataset, fingerprint, found));
    }
    Set<String> known = new LinkedHashSet<>();
    IntStream.range(0, images.size()).mapToObj(images::id).forEach(known::add);
    parts.forEach(
        (part, ids) ->
            ids.stream()
                .filter(id -> !known.contains(id))
                .forEach(
                    id -> problems.add("there is no image %s of part %s".formatted(id, part))));
    if (!problems.isEmpty()) {
      throw new DatasetException(images.name(), problems);
    }
    Map<String, Set<String>> chosen = new LinkedHashMap<>();
    parts.forEach((part, ids) -> chosen.put(part, new LinkedHashSet<>(ids)));
    return ImageLists.parts(images, chosen);
  }

  /**
   * The parts {@value #TRAIN} and {@value #VALIDATION} of a dataset.
   *
   * @throws DatasetException as {@link #divide} does, or if there is no such part
   * @throws IOException if heads cannot be read
   */
  public Split split(CrowdDataset images) throws IOException {
    Map<String, CrowdDataset> divided = divide(images);
    return new Split(part(divided, TRAIN), part(divided, VALIDATION));
  }

  private CrowdDataset part(Map<String, CrowdDataset> divided, String name)
      throws DatasetException {
    return Optional.ofNullable(divided.get(name))
        .orElseThrow(
            () ->
                new DatasetException(
                    dataset,
                    List.of(
                        "the division has no part %s but %s".formatted(name, divided.keySet()))));
  }
}
