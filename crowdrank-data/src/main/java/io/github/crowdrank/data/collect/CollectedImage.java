package io.github.crowdrank.data.collect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture in a collection and where it comes from.
 *
 * @param file name within the folder of the collection
 * @param keyword it was found by
 * @param source name of the source
 * @param id identity within its source
 * @param imageUrl where it was downloaded from
 * @param pageUrl where people look at it, null if unknown
 * @param title null if unknown
 * @param author null if unknown
 * @param license as the source names it, null if unknown
 * @param licenseUrl null if unknown
 * @param width of the upright picture in pixels
 * @param height in pixels
 * @param bytes of the file
 * @param sha256 of the file, in hexadecimal
 * @param time when it was downloaded
 */
public record CollectedImage(
    String file,
    String keyword,
    String source,
    String id,
    String imageUrl,
    @Nullable String pageUrl,
    @Nullable String title,
    @Nullable String author,
    @Nullable String license,
    @Nullable String licenseUrl,
    int width,
    int height,
    long bytes,
    String sha256,
    Instant time) {}
