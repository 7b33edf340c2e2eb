package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import io.github.crowdrank.data.annotation.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What LabelMe writes: {@code street.json} beside {@code street.jpg}. For what becomes a point see
 * {@link AnnotationReader#labelMe}.
 *
 * <p>Written are points labelled {@code head}, exact to the bit, without {@code imageData}.
 *
 * @param labels which shapes are people
 */
public record LabelMeFolder(Labels labels) implements WritableFormat, LabeledFormat {
  /** Shapes labelled person, head and the like; see {@link Labels#people()}. */
  public LabelMeFolder() {
    this(Labels.people());
  }

  @Override
  public LabelMeFolder withLabels(Labels newLabels) {
    return new LabelMeFolder(newLabels);
  }

  @Override
  public String name() {
    return "labelme";
  }

  @Override
  public String description() {
    return "street.jpg with street.json of LabelMe beside it";
  }

  @Override
  public List<String> splits() {
    return Divisions.NAMES;
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    Path folder = Divisions.folder(this, root, split);
    return Pairing.list(
        Divisions.name(root, split),
        split.equals(Divisions.TEST),
        ImageFiles.images(folder),
        ImageFiles.withExtension(folder, "json"),
        "",
        "",
        AnnotationReader.labelMe(labels));
  }

  @Override
  public void write(CrowdDataset dataset, Path target, WritingListener listener)
      throws IOException {
    Writing.write(
        dataset,
        target,
        WrittenLayout.perImage(dataset, "", "", ".json", AnnotationWriter.labelMe()),
        listener);
  }
}
