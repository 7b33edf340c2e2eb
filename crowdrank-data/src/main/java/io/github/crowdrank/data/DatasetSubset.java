package io.github.crowdrank.data;

import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Some images of a dataset, in an order of their own. */
record DatasetSubset(String name, CrowdDataset dataset, List<Integer> indices, boolean isTestSplit)
    implements CrowdDataset {
  DatasetSubset {
    indices = SubsetIndices.checked(indices, dataset.size());
  }

  @Override
  public int size() {
    return indices.size();
  }

  @Override
  public String id(int index) {
    return dataset.id(indices.get(index));
  }

  @Override
  public List<HeadPoint> heads(int index) throws IOException {
    return dataset.heads(indices.get(index));
  }

  @Override
  public RgbImage image(int index) throws IOException {
    return dataset.image(indices.get(index));
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return dataset.sourceFile(indices.get(index));
  }
}
