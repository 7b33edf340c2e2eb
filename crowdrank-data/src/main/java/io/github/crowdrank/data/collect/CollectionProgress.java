package io.github.crowdrank.data.collect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a collection is.
 *
 * @param kept pictures of all keywords in the folder, those of earlier runs included
 * @param target how many there will be, less what keywords have already turned out to lack
 * @param dropped pictures found and not kept in this run
 * @param bytes of the pictures kept in this run
 * @param imagesPerSecond kept in this run so far
 * @param remaining time left at that rate, null before the first picture is kept
 */
public record CollectionProgress(
    int kept,
    int target,
    int dropped,
    long bytes,
    double imagesPerSecond,
    @Nullable Duration remaining) {}
