package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images and categories of a COCO file, by their numbers. */
final class CocoIndex {
  private static final int MOST_CATEGORIES = 10_000;

  private final Tally tally = new Tally();
  private final Map<Long, CocoImage> images = new LinkedHashMap<>();
  private final Map<Long, Category> categories = new HashMap<>();
  private boolean imagesSeen;

  private CocoIndex() {}

  /**
   * A kind of object.
   *
   * @param headKeypoint which keypoint is at the head, or -1
   */
  record Category(String name, int headKeypoint) {}

  static CocoIndex read(Path file) throws IOException {
    CocoIndex index = new CocoIndex();
    try (JsonCursor json = JsonCursor.open(file, AnnotationText.MOST_BYTES_OF_MANY)) {
      json.nextDocument();
      json.object(name -> index.field(json, name));
      json.end();
    }
    if (!index.imagesSeen) {
      throw new IOException("it has no field images");
    }
    return index;
  }

  boolean hasCategories() {
    return !categories.isEmpty();
  }

  /** The image whose number stands here. */
  CocoImage image(JsonCursor json) throws IOException {
    CocoImage image = images.get(json.integer());
    if (image == null) {
      throw json.wrong("should be the id of one of images");
    }
    return image;
  }

  /** The category whose number stands here; none if the file tells of no categories. */
  @Nullable Category category(JsonCursor json) throws IOException {
    Category category = categories.get(json.integer());
    if (category == null && hasCategories()) {
      throw json.wrong("should be the id of one of categories");
    }
    return category;
  }

  List<Annotation> annotations() {
    return images.values().stream().map(CocoImage::annotation).toList();
  }

  private boolean field(JsonCursor json, String name) throws IOException {
    switch (name) {
      case "images" -> {
        imagesSeen = true;
        json.array(i -> image(new Entry(json)));
      }
      case "categories" -> json.array(i -> category(new Entry(json), i));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void image(Entry entry) throws IOException {
    entry.json.object(entry::imageField);
    String name = entry.required("file_name", entry.name);
    CocoImage image = new CocoImage(name, JsonCursor.size(entry.width, entry.height));
    if (images.putIfAbsent(entry.required("id", entry.id), image) != null) {
      throw new IOException(entry.json.where() + ".id is " + entry.id + " as one before");
    }
  }

  private void category(Entry entry, int count) throws IOException {
    entry.json.object(entry::categoryField);
    Category category = new Category(entry.required("name", entry.name), entry.headKeypoint());
    if (count == MOST_CATEGORIES) {
      throw new IOException(
          entry.json.where() + " is one too many: at most " + MOST_CATEGORIES + " are read");
    }
    if (categories.putIfAbsent(entry.required("id", entry.id), category) != null) {
      throw new IOException(entry.json.where() + ".id is " + entry.id + " as one before");
    }
  }

  /** An image while its points are gathered. */
  static final class CocoImage {
    private final String name;
    private final Optional<ImageSize> size;
    private List<HeadPoint> points = List.of();
    private @Nullable String flaw;

    CocoImage(String name, Optional<ImageSize> size) {
      this.name = name;
      this.size = size;
    }

    List<HeadPoint> points() {
      if (points.isEmpty()) {
        points = new ArrayList<>();
      }
      return points;
    }

    /** Keeps the first. */
    void flaw(String text) {
      if (flaw == null) {
        flaw = text;
      }
    }

    private Annotation annotation() {
      return new Annotation(name, size, points, Optional.ofNullable(flaw));
    }
  }

  /** The fields of one element of {@code images} or {@code categories}. */
  private final class Entry {
    private final JsonCursor json;
    private @Nullable Long id;
    private @Nullable String name;
    private @Nullable Integer width;
    private @Nullable Integer height;
    private int head = -1;
    private int nose = -1;

    Entry(JsonCursor json) {
      this.json = json;
    }

    <T> T required(String field, @Nullable T value) throws IOException {
      if (value == null) {
        throw new IOException(json.where() + " has no field " + field);
      }
      return value;
    }

    int headKeypoint() {
      return head >= 0 ? head : nose;
    }

    boolean imageField(String field) throws IOException {
      switch (field) {
        case "id" -> id = json.integer();
        case "file_name" -> {
          name = json.string();
          tally.image(name, json.where());
        }
        case "width" -> width = json.side();
        case "height" -> height = json.side();
        default -> {
          return false;
        }
      }
      return true;
    }

    boolean categoryField(String field) throws IOException {
      switch (field) {
        case "id" -> id = json.integer();
        case "name" -> name = json.string();
        case "keypoints" -> {
          if (!json.isNull()) {
            json.array(this::keypoint);
          }
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private void keypoint(int i) throws IOException {
      switch (json.string().toLowerCase(Locale.ROOT)) {
        case "head" -> head = i;
        case "nose" -> nose = i;
        default -> {}
      }
    }
  }
}
