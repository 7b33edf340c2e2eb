package io.github.crowdrank.train;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.List;

/**
 * A dataset that something happens to when it is read.
 *
 * @param dataset what is read
 * @param beforeHeads done before heads are read
 * @param beforeImage done before an image is read
 */
public record WatchedDataset(CrowdDataset dataset, Reading beforeHeads, Reading beforeImage)
    implements CrowdDataset {
  /** What happens. */
  @FunctionalInterface
  public interface Reading {
    void happens(int index) throws IOException;
  }

  /** One whose heads are read without anything happening. */
  public WatchedDataset(CrowdDataset dataset, Reading beforeImage) {
    this(dataset, index -> {}, beforeImage);
  }

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
    beforeHeads.happens(index);
    return dataset.heads(index);
  }

  @Override
  public RgbImage image(int index) throws IOException {
    beforeImage.happens(index);
    return dataset.image(index);
  }
}
