package io.github.crowdrank.data;

import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.List;

/** Some images of a dataset, in an order of their own. */
record DatasetSubset(String name, CrowdDataset dataset, List<Integer> indices)
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
}
