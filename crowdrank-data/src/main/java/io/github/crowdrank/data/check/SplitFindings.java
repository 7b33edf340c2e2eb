package io.github.crowdrank.data.check;

import io.github.crowdrank.data.reader.Listing;
import java.util.List;

/**
 * A split and what was found in each of its images.
 *
 * @param listing as it was listed
 * @param images in dataset order
 */
record SplitFindings(Listing listing, List<ImageCheck.Findings> images) {
  CheckedSplit checked() {
    return new CheckedSplit(
        listing.name(),
        listing.testSplit(),
        images.stream().map(ImageCheck.Findings::image).toList());
  }
}
