package io.github.crowdrank.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** How far a reader has come. For one thread. */
final class ReadRows implements IIOReadProgressListener {
  private float percent;

  /** Of the rows, 0 to 100. */
  float percent() {
    return percent;
  }

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    percent = percentageDone;
  }

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}
}
