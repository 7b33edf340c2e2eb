package io.github.crowdrank.data.collect;

/**
 * A picture that was found and is not kept.
 *
 * @param keyword it was found by
 * @param source name of the source
 * @param id within the source, empty where the source gave none that can be used
 * @param reason why it is not kept
 * @param detail one sentence that names what was found
 */
public record DroppedImage(
    String keyword, String source, String id, DropReason reason, String detail) {}
