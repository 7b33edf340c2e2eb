package io.github.crowdrank.data.label;

import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFormat;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.data.reader.FaultyImages;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.data.reader.ReadingRules;
import io.github.crowdrank.data.reader.WritableFormat;
import io.github.crowdrank.io.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Labelled pictures, written to a new folder in a format of one's choice. */
final class LabelExport {
  private final LabelFolder labels;
  private final Path parent;

  /**
   * @param parent where the new folders are made
   */
  LabelExport(LabelFolder labels, Path parent) {
    this.labels = labels;
    this.parent = parent;
  }

  /**
   * What was written.
   *
   * @param folder the new folder
   * @param pictures in it
   * @param unlabeled pictures that nobody has labelled, left out
   * @param faults why other pictures were left out
   */
  record Result(Path folder, int pictures, long unlabeled, List<String> faults) {}

  /** The names of the formats, in order. */
  static List<String> formats() {
    return DatasetFormats.all().stream()
        .filter(WritableFormat.class::isInstance)
        .map(DatasetFormat::name)
        .toList();
  }

  static String requireFormat(String name) {
    if (!formats().contains(name)) {
      throw new IllegalArgumentException(
          "an export is one of %s but was \"%s\"".formatted(formats(), name));
    }
    return name;
  }

  synchronized Result write(String format) throws Refusal, IOException {
    requireFormat(format);
    if (!labels.hasLabels()) {
      throw new Refusal(409, "nothing is labelled yet");
    }
    AnnotatedImages labeled =
        PointsCsvFolder.open(
            labels.imageFolder(),
            labels.points(),
            ReadingRules.defaults().withFaultyImages(FaultyImages.LEAVE_OUT));
    Path folder = newFolder(format);
    try {
      ((WritableFormat) DatasetFormats.named(format)).write(labeled, folder);
    } catch (IOException e) {
      // The file at fault may be a picture that was to be copied.
      throw new IOException(folder + " cannot be written: " + FileProblem.sentence(e), e);
    }
    List<DatasetFault> faults = labeled.faults();
    long unlabeled = faults.stream().filter(LabelExport::isUnlabeled).count();
    return new Result(
        folder,
        labeled.size(),
        unlabeled,
        faults.stream().filter(it -> !isUnlabeled(it)).map(DatasetFault::toString).toList());
  }

  private static boolean isUnlabeled(DatasetFault fault) {
    return fault.kind() == DatasetFault.Kind.MISSING_ANNOTATION;
  }

  /** Called by the folder and the format, and numbered from the second on. */
  private Path newFolder(String format) {
    Path root = labels.root().toAbsolutePath().normalize();
    String name = (root.getFileName() == null ? "labels" : root.getFileName()) + "-" + format;
    Path folder = parent.resolve(name);
    for (int i = 2; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); i++) {
      folder = parent.resolve(name + "-" + i);
    }
    return folder;
  }
}
