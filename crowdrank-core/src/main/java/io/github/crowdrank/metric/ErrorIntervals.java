package io.github.crowdrank.metric;

import org.jspecify.annotations.Nullable;

/**
 * How far the errors over a set of images depend on which images are in it.
 *
 * @param mae of the mean absolute error, in persons
 * @param mse of the root mean square error, in persons
 * @param nae of the mean relative error, over the images with people; null if fewer than 2 have any
 */
public record ErrorIntervals(Interval mae, Interval mse, @Nullable Interval nae) {}
