package io.github.crowdrank.zone;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.io.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Zones as a JSON file in the manner of GeoJSON, with pixels for coordinates:
 *
 * <pre>{@code
 * {"type": "FeatureCollection",
 *  "image": {"width": 1200, "height": 900},
 *  "ground": [{"pixel": [100, 880], "metres": [0, 0]}, ...],
 *  "features": [
 *   {"type": "Feature",
 *    "properties": {
 *      "name": "pavement",
 *      "alarm": {"quantity": "persons", "raiseAt": 200, "clearBelow": 170, "consecutive": 3}},
 *    "geometry": {"type": "Polygon", "coordinates": [[[0, 500], [600, 500], [600, 900], [0, 900]]]}},
 *   {"type": "Feature",
 *    "properties": {"name": "stage"},
 *    "geometry": {"type": "Mask", "file": "stage.png"}}]}
 * }</pre>
 *
 * <p>{@code image} is the size of the pictures. {@code ground}, four point pairs or more, and
 * {@code alarm} may be left out, and so may {@code consecutive}, which is then 1; the quantity is
 * {@code persons} or {@code personsPerSquareMetre}. Geometries are {@code Polygon} and {@code
 * MultiPolygon} as in GeoJSON (RFC 7946), the first ring of each polygon its outline and the others
 * holes, closed or not; and {@code Mask}, a picture beside the file or in a folder beside it, whose
 * bright pixels are the zone and none of whose pixels is transparent. No other field may occur. A
 * shape has at most 10,000 points and a file 100,000, holes included; the masks of a file have at
 * most 500 million pixels together, one that two zones name counted twice.
 */
public final class ZoneFile {
  private static final int MOST_BYTES = 16 << 20;

  /** Twice as many as all points take; each may need a hundred bytes of the heap. */
  private static final int MOST_VALUES = 1_000_000;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(10)
                          .maxNumberLength(40)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ZoneFile() {}

  /**
   * Reads zones.
   *
   * @param file of at most 16 MiB
   * @throws ZoneFormatException if it holds no zones that can be used, or they do not fit into the
   *     heap
   * @throws IOException if it or a mask cannot be read, or a mask has transparent pixels
   */
  public static Zones read(Path file) throws IOException {
    InputFile.requireNoFolder(file);
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new ZoneFormatException(
          "%s: zones take at most %d bytes but it has %d".formatted(file, MOST_BYTES, size), null);
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      requireFewValues(bytes);
      return new ZoneJson(file).zones(JSON.readTree(bytes));
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new ZoneFormatException(
          "%s is not valid JSON%s: %s".formatted(file, where, e.getOriginalMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new ZoneFormatException(file + ": " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new ZoneFormatException(file + " does not fit into the heap; raise -Xmx", e);
    }
  }

  /** Counts without keeping anything. */
  private static void requireFewValues(byte[] bytes) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() || token.isStructStart()) {
          values++;
        }
        if (values > MOST_VALUES) {
          throw new IllegalArgumentException(
              "zones take at most %d numbers, texts, lists and objects but there are more"
                  .formatted(MOST_VALUES));
        }
      }
    }
  }
}
