package io.github.crowdrank.data.collect;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A picture that a search found. Texts are plain, without markup.
 *
 * @param id identity within its source
 * @param imageUrl of the bytes to download
 * @param pageUrl where people look at the picture, null if unknown
 * @param title null if unknown
 * @param author null if unknown
 * @param licenseName as the source puts it, such as {@code CC BY-SA 4.0}; null if unknown
 * @param licenseUrl null if unknown
 * @param width of the picture at {@code imageUrl} in pixels, 0 if unknown
 * @param height in pixels, 0 if unknown
 * @param bytes of the file at {@code imageUrl}, 0 if unknown
 * @param sha1 of the file at {@code imageUrl} in hexadecimal, null if unknown
 */
public record FoundImage(
    String id,
    URI imageUrl,
    @Nullable String pageUrl,
    @Nullable String title,
    @Nullable String author,
    @Nullable String licenseName,
    @Nullable String licenseUrl,
    int width,
    int height,
    long bytes,
    @Nullable String sha1) {}
