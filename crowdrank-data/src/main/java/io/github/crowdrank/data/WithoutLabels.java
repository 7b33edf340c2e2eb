package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A dataset seen as images only. */
record WithoutLabels(CrowdDataset dataset) implements UnlabeledImages {
  @Override
  public String name() {
    return dataset.name();
  }

  @Override
  public int size() {
    return dataset.size();
  }

  @Override
  public String id(int index) {
    return dataset.id(index);
  }

  @Override
  public RgbImage image(int index) throws IOException {
    return dataset.image(index);
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return dataset.sourceFile(index);
  }
}
