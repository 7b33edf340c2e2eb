package io.github.crowdrank.bench;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.data.synthetic.SyntheticScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Painted crowds of 1024x768 pixels, the same each time, in memory and as JPEG files. */
final class Photos {
  private Photos() {}

  static SyntheticScene scene() {
    return SyntheticCrowd.builder()
        .size(1024, 768)
        .people(300)
        .build()
        .paint(new SplittableRandom(1));
  }

  /** A file that is deleted when the JVM ends. */
  static Path jpegFile() throws IOException {
    Path file = Files.createTempFile("crowdrank-bench", ".jpg");
    file.toFile().deleteOnExit();
    ImageIO.write(scene().image().toBufferedImage(), "jpg", file.toFile());
    return file;
  }
}
