package io.github.crowdrank.metric;

/**
 * The errors over the images of one of the {@link DensityBands}.
 *
 * @param band its true counts, such as {@code 101-500}
 */
public record BandErrors(String band, CountingErrors errors) {}
