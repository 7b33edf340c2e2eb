package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.Annotation;
import java.nio.file.Path;

/**
 * An image file and what is annotated for it. The image itself has not been looked at.
 *
 * @param id within its dataset, such as {@code IMG_17}
 * @param file the image
 * @param annotationFile where the annotation stands
 * @param annotation as read
 */
public record ListedImage(String id, Path file, Path annotationFile, Annotation annotation) {}
