package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Names for the files of a dataset's images, without extension, on any file system. */
final class FileNames {
  private static final Pattern FORBIDDEN =
      Pattern.compile("[/\\\\:*?\"<>|\\p{Cntrl}\\p{Cs}\\p{Cn}]|^[. ]|[. ]$");

  private FileNames() {}

  /** One name for each image, no two of which differ in nothing but case. */
  static List<String> of(CrowdDataset dataset) throws DatasetException {
    List<String> names = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < dataset.size(); i++) {
      String id = dataset.id(i);
      String name = id.isEmpty() ? "_" : FORBIDDEN.matcher(id).replaceAll("_");
      String twin = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), id);
      if (twin != null) {
        problems.add(
            "the images %s and %s would both have a file called %s".formatted(twin, id, name));
      }
      names.add(name);
    }
    if (!problems.isEmpty()) {
      throw new DatasetException(dataset.name(), problems);
    }
    return names;
  }
}
