package io.github.crowdrank.data.sampling;

/** Where the Gaussians of a labelled patch have their width. */
public enum DensityScale {
  /**
   * In the image, before cropping and resizing, as in the paper: the patch's density is the
   * image's, integrated over the patch. People at the edge count by the part of them that falls in.
   */
  IMAGE,
  /**
   * In the patch, after resizing: only heads inside the patch count, each as a Gaussian of the same
   * width in patch pixels whatever the zoom, treated at the patch's edges as at an image's.
   */
  PATCH
}
