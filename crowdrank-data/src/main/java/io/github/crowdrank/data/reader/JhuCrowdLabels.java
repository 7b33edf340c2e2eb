package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the points of JHU-CROWD++ against the numbers that stand beside them. */
final class JhuCrowdLabels {
  /**
   * A name, with or without its end, and the number of heads; what follows does not matter here.
   */
  private static final Pattern LINE =
      Pattern.compile("\\s*([^,]{1,255}?)(?:\\.jpg)?\\s*,\\s*([0-9]{1,9})\\s*,.*");

  private final Path file;
  private final Map<String, Integer> counts = new HashMap<>();
  private final ListingBuilder checked = new ListingBuilder();

  private JhuCrowdLabels(Path file) {
    this.file = file;
  }

  /** The same listing, but images that have another number of points are faults. */
  static Listing check(Listing listing, Path file) {
    JhuCrowdLabels labels = new JhuCrowdLabels(file);
    listing.faults().forEach(labels.checked::add);
    try {
      labels.read();
    } catch (IOException e) {
      labels.checked.fault(Kind.UNREADABLE_ANNOTATION, file, Opening.reason(e));
    }
    listing.images().forEach(labels::check);
    return labels.checked.build(listing.name(), listing.testSplit());
  }

  private void read() throws IOException {
    List<String> lines = TextLines.read(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank()) {
        continue;
      }
      Matcher fields = LINE.matcher(line);
      if (!fields.matches()) {
        checked.fault(
            Kind.UNREADABLE_ANNOTATION,
            file,
            "line %d is \"%s\" but should be filename,total-count,scene,weather,distractor"
                .formatted(i + 1, TextLines.shown(line)));
      } else if (counts.putIfAbsent(fields.group(1), Integer.valueOf(fields.group(2))) != null) {
        checked.fault(
            Kind.SAME_NAME, file, "line %d is one more about %s".formatted(i + 1, fields.group(1)));
      }
    }
  }

  private void check(ListedImage image) {
    int found = image.annotation().points().size();
    Integer count = counts.get(image.id());
    if (count == null || count == found) {
      checked.add(image);
    } else {
      checked.fault(
          Kind.UNREADABLE_ANNOTATION,
          image.annotationFile(),
          "it has %d heads but %s says %d".formatted(found, file, count));
    }
  }
}
