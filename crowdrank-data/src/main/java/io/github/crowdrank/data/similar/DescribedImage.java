package io.github.crowdrank.data.similar;

/**
 * What an index keeps of a picture.
 *
 * @param id of the picture, unique within the index
 * @param descriptor what it holds
 * @param hash what it looks like from afar
 */
public record DescribedImage(String id, ImageDescriptor descriptor, PerceptualHash hash) {}
