package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the pictures in a collection: the file {@value #FILE} beside them, one JSON
 * object a line. A line has the fields of {@link CollectedImage} by name, with null for what is not
 * known, or those of a {@link DroppedImage} that need not be downloaded again, the reason named
 * {@code dropped}. A later line about the same picture of a source replaces an earlier one.
 *
 * @param images that are kept, in the order of their lines
 * @param dropped that were downloaded and are not kept
 */
public record CollectionManifest(List<CollectedImage> images, List<DroppedImage> dropped) {
  /** Name of the file within the folder of a collection. */
  public static final String FILE = "manifest.jsonl";

  /** Copies the lists. */
  public CollectionManifest {
    images = List.copyOf(images);
    dropped = List.copyOf(dropped);
  }

  /**
   * Reads the manifest of a collection. A last line that was cut off in writing is left out.
   *
   * @param folder of the collection
   * @throws IOException if there is none or a line of it is unsound; the message names file, line,
   *     field and value
   */
  public static CollectionManifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return parse(file, Files.readAllBytes(file));
  }

  static CollectionManifest parse(Path file, byte[] content) throws IOException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(content, 0, wholeLines(content)))
              .toString();
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no text in UTF-8", e);
    }
    Map<String, CollectedImage> images = new LinkedHashMap<>();
    Map<String, DroppedImage> dropped = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        Object entry = ManifestLine.parse(line);
        if (entry instanceof CollectedImage image) {
          String key = key(image.source(), image.id());
          images.put(key, image);
          dropped.remove(key);
        } else if (entry instanceof DroppedImage image) {
          String key = key(image.source(), image.id());
          dropped.put(key, image);
          images.remove(key);
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("%s: line %d %s".formatted(file, number, e.getMessage()), e);
      }
    }
    return new CollectionManifest(
        new ArrayList<>(images.values()), new ArrayList<>(dropped.values()));
  }

  /** Length of the lines that end in a line feed. */
  static int wholeLines(byte[] content) {
    int length = content.length;
    while (length > 0 && content[length - 1] != '\n') {
      length--;
    }
    return length;
  }

  /** Tells pictures of all sources apart. */
  static String key(String source, String id) {
    return source + " " + id;
  }
}
