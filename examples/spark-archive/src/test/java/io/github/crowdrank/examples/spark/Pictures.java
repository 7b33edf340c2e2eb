package io.github.crowdrank.examples.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** An archive of parts of a real photograph, and of files that are none. */
final class Pictures {
  static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  private Pictures() {}

  /** Writes parts of the given size, each from another place of the photograph. */
  static void writeParts(Path folder, int number, int width, int height) throws IOException {
    BufferedImage photo = ImageIO.read(PHOTO.toFile());
    for (int i = 0; i < number; i++) {
      int x = i * 37 % (photo.getWidth() - width);
      int y = i * 53 % (photo.getHeight() - height);
      ImageIO.write(
          photo.getSubimage(x, y, width, height),
          "jpg",
          folder.resolve("part-%03d.jpg".formatted(i)).toFile());
    }
  }

  /** The first half of a JPEG file, which has all of its header. */
  static void writeCut(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(PHOTO);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }
}
