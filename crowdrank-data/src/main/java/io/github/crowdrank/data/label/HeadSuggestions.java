package io.github.crowdrank.data.label;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.DensityPeaks;
import java.util.List;

/** Says where heads may be, for a person to agree or not. Called by one thread at a time. */
@FunctionalInterface
public interface HeadSuggestions {
  /**
   * Likely heads in an upright picture, in pixels. Points outside of it are not shown.
   *
   * @throws IllegalArgumentException if it cannot take a picture of this size
   */
  List<HeadPoint> of(RgbImage image);

  /**
   * The peaks of a counter's density, as evaluation finds them: {@link DensityPeaks#standard()}.
   */
  static HeadSuggestions peaks(CrowdCounter counter) {
    return image -> {
      CrowdEstimate estimate = counter.estimate(image);
      CellGrid grid = CellGrid.ofStride(image.width(), image.height(), estimate.stride());
      return DensityPeaks.standard().of(estimate.density(), grid);
    };
  }
}
