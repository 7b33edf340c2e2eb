package io.github.crowdrank.data.annotation;

import io.github.crowdrank.data.annotation.CocoIndex.Category;
import io.github.crowdrank.data.annotation.CocoIndex.CocoImage;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of COCO. An annotated person is where the keypoint is that the category names head or
 * nose; where that is not labelled, the first that is; where none is, the centre of the box. An
 * image with a region of people who were not counted one by one ({@code iscrowd}) is flawed.
 *
 * <p>The file is read twice, for its annotations may stand before the images they are about.
 *
 * @see <a href="https://cocodataset.org/#format-data">the format</a>
 */
record CocoReader(Labels labels) implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    CocoIndex index = CocoIndex.read(file);
    Tally tally = new Tally();
    boolean[] annotationsSeen = new boolean[1];
    try (JsonCursor json = JsonCursor.open(file, AnnotationText.MOST_BYTES_OF_MANY)) {
      json.nextDocument();
      json.object(
          name -> {
            if (!name.equals("annotations")) {
              return false;
            }
            annotationsSeen[0] = true;
            json.array(i -> new Person(json, index, tally).read());
            return true;
          });
    }
    if (!annotationsSeen[0]) {
      throw new IOException("it has no field annotations");
    }
    return index.annotations();
  }

  /** One annotation: a person if its category says so. */
  private final class Person {
    private static final int MOST_KEYPOINTS = 1000;

    private final JsonCursor json;
    private final CocoIndex index;
    private final Tally tally;
    private @Nullable CocoImage image;
    private @Nullable Category category;
    private boolean region;
    private double @Nullable [] box;
    private double[] keypoints = {};
    private boolean person = true;

    Person(JsonCursor json, CocoIndex index, Tally tally) {
      this.json = json;
      this.index = index;
      this.tally = tally;
    }

    void read() throws IOException {
      json.object(this::field);
      if (image == null) {
        throw new IOException(json.where() + " has no image_id");
      }
      if (category == null && index.hasCategories()) {
        throw new IOException(json.where() + " has no category_id");
      }
      if (!person) {
        return;
      }
      if (region) {
        image.flaw(
            json.where() + " is a region of people who are not counted one by one (iscrowd 1)");
        return;
      }
      HeadPoint head = head();
      tally.add(image.points(), head.x(), head.y(), json::where);
    }

    private HeadPoint head() throws IOException {
      int named = category == null ? -1 : category.headKeypoint();
      if (isLabeled(named)) {
        return keypoint(named);
      }
      for (int i = 0; i < keypoints.length / 3; i++) {
        if (isLabeled(i)) {
          return keypoint(i);
        }
      }
      if (box == null) {
        throw new IOException(json.where() + " has neither a labelled keypoint nor a bbox");
      }
      return new HeadPoint(box[0] + box[2] / 2, box[1] + box[3] / 2);
    }

    private boolean isLabeled(int keypoint) {
      return keypoint >= 0
          && 3 * keypoint + 2 < keypoints.length
          && keypoints[3 * keypoint + 2] > 0;
    }

    private HeadPoint keypoint(int i) {
      return new HeadPoint(keypoints[3 * i], keypoints[3 * i + 1]);
    }

    private boolean field(String name) throws IOException {
      switch (name) {
        case "image_id" -> image = index.image(json);
        case "category_id" -> {
          category = index.category(json);
          person = category == null || labels.arePeople(category.name(), json::where);
        }
        case "iscrowd" -> region = json.integer() != 0;
        case "bbox" -> box = json.isNull() ? null : box();
        case "keypoints" -> keypoints = json.isNull() ? new double[0] : keypoints();
        default -> {
          return false;
        }
      }
      return true;
    }

    private double @Nullable [] box() throws IOException {
      double[] read = numbers(4);
      if (read.length == 0) {
        return null;
      }
      if (read.length != 4 || read[2] < 0 || read[3] < 0) {
        throw new IOException(
            "%s is %s but should be x, y, width and height"
                .formatted(json.where(), Arrays.toString(read)));
      }
      return read;
    }

    private double[] keypoints() throws IOException {
      double[] read = numbers(3 * MOST_KEYPOINTS);
      if (read.length % 3 != 0) {
        throw new IOException(
            "%s are %d numbers but should be x, y and visibility of each"
                .formatted(json.where(), read.length));
      }
      return read;
    }

    private double[] numbers(int most) throws IOException {
      DoubleStream.Builder numbers = DoubleStream.builder();
      json.array(
          i -> {
            if (i == most) {
              throw json.wrong("should not be there: at most %d numbers are".formatted(most));
            }
            numbers.add(json.coordinate());
          });
      return numbers.build().toArray();
    }
  }
}
