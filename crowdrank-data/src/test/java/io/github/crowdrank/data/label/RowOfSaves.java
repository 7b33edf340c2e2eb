package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The points of one picture of 96x64 pixels, saved as its page saves them: each time the whole, the
 * next as soon as the one before is answered, and again what no answer came to. For one thread at a
 * time.
 */
final class RowOfSaves {
  /** Stands for a picture that nobody has labelled, as it is after undoing all. */
  static final int NO_FILE = -1;

  private static final int MORE_POINTS = 20;

  private final int index;
  private final Path file;
  private final SplittableRandom random;
  private String version = "none";
  private int acknowledged = NO_FILE;
  private int sent = NO_FILE;

  /**
   * @param index of the picture
   * @param file of its points
   */
  RowOfSaves(int index, Path file, SplittableRandom random) {
    this.index = index;
    this.file = file;
    this.random = random;
  }

  /**
   * Saves what no answer came to, then ever more points, and none now and then, until no answer
   * comes.
   *
   * @param answered told of each answer
   * @param killed whether it is right that none comes
   */
  void saveUntil(LabelClient page, Runnable answered, BooleanSupplier killed) throws Exception {
    try {
      saveUnanswered(page);
      for (int i = 1; ; i++) {
        answered.run();
        save(page, random.nextInt(8) == 0 ? NO_FILE : i * MORE_POINTS);
      }
    } catch (IOException e) {
      if (!killed.getAsBoolean()) {
        throw e;
      }
    }
  }

  /** Replaces what was acknowledged last, or is sent again, which has to be possible. */
  void save(LabelClient page, int count) throws Exception {
    sent = count;
    HttpResponse<byte[]> answer =
        page.save(index, version, "{\"points\":" + json(index, count) + "}");
    JsonNode said = LabelClient.json(answer);
    assertThat(answer.statusCode()).as("%s: %s", this, said).isEqualTo(200);
    version = said.get("version").textValue();
    acknowledged = count;
  }

  /** Sends again what no answer came to: the server may have the points or not. */
  void saveUnanswered(LabelClient page) throws Exception {
    save(page, sent);
  }

  /** Whether a save was on its way that changes anything. */
  boolean isUnanswered() {
    return sent != acknowledged;
  }

  /** Whether the file holds what no answer came to. */
  boolean isAhead() throws IOException {
    return isUnanswered() && onDisk() == sent;
  }

  /** The file is whole, and what was acknowledged last or what was on its way after it. */
  void requireKept(String when) throws IOException {
    assertThat(onDisk()).as("%s: points on disk of %s", when, this).isIn(acknowledged, sent);
  }

  /** The page that is opened next shows what is on disk. */
  void requireShown(LabelClient page) throws Exception {
    assertThat(page.labels(index).get("points")).isEqualTo(json(index, onDisk()));
  }

  /** Number of points in the file, all of which were sent in the same save. */
  int onDisk() throws IOException {
    if (Files.notExists(file)) {
      return NO_FILE;
    }
    List<Annotation> read = AnnotationReader.csv().read(file);
    assertThat(read).as("pictures in %s", file).hasSize(1);
    List<HeadPoint> points = read.get(0).points();
    assertThat(points).as("points of %s", file).isEqualTo(points(index, points.size()));
    return points.size();
  }

  private static JsonNode json(int index, int count) {
    return count == NO_FILE
        ? JsonNodeFactory.instance.nullNode()
        : SentPoints.json(points(index, count));
  }

  /** Other points for each picture and each number of them. */
  private static List<HeadPoint> points(int index, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new HeadPoint(i % 96 + 1.0 / (count + 1), index + 0.5))
        .toList();
  }

  @Override
  public String toString() {
    return "%s, of which %d points are acknowledged and %d were sent"
        .formatted(file.getFileName(), acknowledged, sent);
  }
}
