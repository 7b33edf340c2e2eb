package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Holds the points of JHU-CROWD++ against the numbers that stand beside them. */
final class JhuCrowdLabels {
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

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
      String[] fields = line.split(",", 3);
      if (fields.length < 3 || !COUNT.matcher(fields[1].strip()).matches()) {
        checked.fault(
            Kind.UNREADABLE_ANNOTATION,
            file,
            "line %d is \"%s\" but should be filename,total-count,scene-type,weather,distractor"
                .formatted(i + 1, TextLines.shown(line)));
        continue;
      }
      String id = fields[0].strip();
      if (counts.putIfAbsent(id, Integer.valueOf(fields[1].strip())) != null) {
        checked.fault(Kind.SAME_NAME, file, "line %d is one more about %s".formatted(i + 1, id));
      }
    }
  }

  private void check(ListedImage image) {
    int found = image.annotation().points().size();
    Integer count = counts.getOrDefault(image.id(), counts.get(ImageFiles.name(image.file())));
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
