package io.github.crowdrank.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.io.FileProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a {@link CrowdStream} says as JSON Lines: one JSON object per {@link StreamCount} on
 * a line that ends in LF, in ASCII. Each line is flushed, so that a reader sees it at once.
 *
 * <p>The fields, in this order:
 *
 * <ul>
 *   <li>{@code frame}: {@link StreamCount#number}, from 1
 *   <li>{@code time}: {@link StreamCount#time}, in ISO 8601 and UTC
 *   <li>{@code file}: the picture file; only for frames that are files
 *   <li>{@code count}: people in the frame, rounded to 3 decimals; only for frames that were
 *       counted
 *   <li>{@code ms}: what decoding and counting took, in whole milliseconds; only for frames that
 *       were counted
 *   <li>{@code smoothed}: {@link StreamCount#smoothed}, rounded to 3 decimals, null before the
 *       first count
 *   <li>{@code dropped}: {@link StreamCount#dropped}
 *   <li>{@code reconnects}: {@link StreamCount#reconnects}
 *   <li>{@code problem}: in a sentence, why the frame could not be counted or why the source
 *       failed; only then
 *   <li>the fields that the caller adds
 * </ul>
 *
 * <p>Fields may be added in later versions. Safe for use by many threads: lines never mix.
 */
public final class JsonLinesWriter {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
  private static final Set<String> TAKEN =
      Set.of("frame", "time", "file", "count", "ms", "smoothed", "dropped", "reconnects");

  private final Writer out;

  /** Whether a line may be there in part. */
  private boolean failed;

  private JsonLinesWriter(Writer out) {
    this.out = out;
  }

  /**
   * Writes to {@code out}, which stays the caller's to close. What else is written to it should be
   * whole lines. A {@link PrintWriter} is asked for the errors that it does not throw, and around
   * {@code System.out} knows of those as well; other writers around that do not.
   */
  public static JsonLinesWriter to(Writer out) {
    return new JsonLinesWriter(out);
  }

  /**
   * Writes a line and flushes it.
   *
   * @throws IOException if it cannot be written, or one before could not be: what may be there of
   *     it has no line end, and nothing follows it
   */
  public void write(StreamCount count) throws IOException {
    write(count, Map.of());
  }

  /**
   * Writes a line with fields of the caller's at its end, and flushes it.
   *
   * @param more in the map's order: strings, finite numbers, booleans, null, and lists and maps of
   *     these. Among them may be a {@code problem} if the result has none: of what was then made of
   *     the count
   * @throws IOException as for {@link #write(StreamCount)}
   * @throws IllegalArgumentException if a field is one of those above or cannot be written as JSON;
   *     nothing was written
   */
  public synchronized void write(StreamCount count, Map<String, ? extends @Nullable Object> more)
      throws IOException {
    String line = line(count, more);
    if (failed) {
      throw new IOException("a line before could not be written and may be there in part");
    }
    failed = true;
    out.write(line);
    out.flush();
    if (out instanceof PrintWriter printer && printer.checkError()) {
      throw new IOException("a line could not be written and may be there in part");
    }
    failed = false;
  }

  private static String line(StreamCount count, Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> fields = fields(count);
    more.forEach(
        (name, value) -> {
          if (TAKEN.contains(name) || fields.containsKey(name)) {
            throw new IllegalArgumentException(
                "a line has a field \"%s\" of its own: give the added one another name"
                    .formatted(name));
          }
          fields.put(name, value);
        });
    try {
      return JSON.writeValueAsString(fields) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "an added field cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Map<String, @Nullable Object> fields(StreamCount count) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("frame", count.number());
    fields.put("time", count.time().toString());
    if (count.frame() != null && count.frame().content() instanceof Frame.File file) {
      fields.put("file", file.path().toString());
    }
    CrowdEstimate estimate = count.estimate();
    if (estimate != null) {
      fields.put("count", rounded(estimate.count()));
      fields.put("ms", estimate.elapsed().toMillis());
    }
    fields.put("smoothed", rounded(count.smoothed()));
    fields.put("dropped", count.dropped());
    fields.put("reconnects", count.reconnects());
    if (count.problem() != null) {
      fields.put("problem", FileProblem.sentence(count.problem()));
    }
    return fields;
  }

  /** JSON has no word for what is no number. */
  private static @Nullable Double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : null;
  }
}
