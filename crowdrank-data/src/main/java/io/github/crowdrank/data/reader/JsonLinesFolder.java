package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Images with one file of JSON Lines: {@code points.jsonl} holds <code>
 * {"image": "a.jpg", "points": [[x, y], ...]}</code> for each image; the images lie in {@code
 * images} or beside it. Coordinates are written exact to the bit.
 */
public final class JsonLinesFolder implements WritableFormat {
  /** For {@link java.util.ServiceLoader} and everybody else: it has no choices. */
  public JsonLinesFolder() {}

  /**
   * Opens the images that a file names.
   *
   * @throws DatasetException if the file cannot be read or an image is missing or unsound
   * @throws IOException if a folder cannot be listed
   */
  public static AnnotatedImages open(Path annotationFile, Path images, ReadingRules rules)
      throws IOException {
    return Opening.open(
        new NamedImages(annotationFile, List.of(images), AnnotationReader.jsonLines())
            .list(ImageFiles.stem(annotationFile), false, false),
        rules);
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public String description() {
    return "points.jsonl with {\"image\": \"a.jpg\", \"points\": [[x, y], ...]} lines, and images";
  }

  @Override
  public List<String> splits() {
    return Divisions.NAMES;
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    return OneFile.list(this, root, split, "jsonl", AnnotationReader.jsonLines());
  }

  @Override
  public void write(CrowdDataset dataset, Path target, WritingListener listener)
      throws IOException {
    Writing.write(
        dataset,
        target,
        WrittenLayout.oneFile(dataset, "points.jsonl", AnnotationWriter.jsonLines()),
        listener);
  }
}
