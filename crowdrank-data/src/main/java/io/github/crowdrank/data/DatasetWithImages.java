package io.github.crowdrank.data;

import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A dataset whose images come by another way, such as from a cache. */
record DatasetWithImages(CrowdDataset dataset, UnlabeledImages images) implements CrowdDataset {
  @Override
  public String name() {
    return dataset.name();
  }

  @Override
  public boolean isTestSplit() {
    return dataset.isTestSplit();
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
  public List<HeadPoint> heads(int index) throws IOException {
    return dataset.heads(index);
  }

  @Override
  public RgbImage image(int index) throws IOException {
    return images.image(index);
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return dataset.sourceFile(index);
  }
}
