package io.github.crowdrank.train.trust;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.List;

/** A dataset whose second image cannot be read. */
record BrokenSecond(CrowdDataset dataset) implements CrowdDataset {
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
  public List<HeadPoint> heads(int index) throws IOException {
    return dataset.heads(index);
  }

  @Override
  public RgbImage image(int index) throws IOException {
    if (index == 1) {
      throw new IOException("cut short");
    }
    return dataset.image(index);
  }
}
