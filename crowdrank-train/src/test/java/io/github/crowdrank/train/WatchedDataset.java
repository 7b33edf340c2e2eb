package io.github.crowdrank.train;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.List;

/**
 * A dataset that something happens to when it is read.
 *
 * @param painted what is read
 * @param beforeHeads done before heads are read
 * @param beforeImage done before an image is read
 */
record WatchedDataset(CrowdDataset painted, Reading beforeHeads, Reading beforeImage)
    implements CrowdDataset {
  /** What happens. */
  @FunctionalInterface
  interface Reading {
    void happens() throws IOException;
  }

  @Override
  public String name() {
    return painted.name();
  }

  @Override
  public int size() {
    return painted.size();
  }

  @Override
  public String id(int index) {
    return painted.id(index);
  }

  @Override
  public List<HeadPoint> heads(int index) throws IOException {
    beforeHeads.happens();
    return painted.heads(index);
  }

  @Override
  public RgbImage image(int index) throws IOException {
    beforeImage.happens();
    return painted.image(index);
  }
}
