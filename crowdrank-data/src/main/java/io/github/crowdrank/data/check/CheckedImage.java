package io.github.crowdrank.data.check;

import io.github.crowdrank.data.annotation.ImageSize;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was found out about one image.
 *
 * @param id within its dataset, such as {@code IMG_17}
 * @param file the image
 * @param heads number of annotated points, those outside the image included
 * @param size of the decoded picture, or empty if it could not be decoded
 * @param grey whether every pixel is grey
 */
public record CheckedImage(
    String id, Path file, int heads, Optional<ImageSize> size, boolean grey) {}
