package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photograph counts the same however the camera was held. */
@Tag(HardeningPart.TAG)
class OrientedCountTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root", ".."))
          .resolve("examples/photos/champs-elysees-1944.jpg");

  @TempDir private Path folder;

  @Test
  void all_orientations_count_alike() throws Exception {
    HardeningPart part =
        HardeningPart.begin(
            "exif-counts", "Counts of a landscape and a portrait in all 8 EXIF orientations");
    RgbImage photo = ImageDecoder.builder().build().decode(PHOTO).image();
    double worst = 0;
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      for (int[] size : new int[][] {{960, 640}, {640, 960}}) {
        int width = Math.min(photo.width(), photo.height() * size[0] / size[1]);
        int height = Math.min(photo.height(), photo.width() * size[1] / size[0]);
        BufferedImage upright =
            photo.resample(new Region(0, 0, width, height), size[0], size[1]).toBufferedImage();
        double expected = counter.estimate(jpeg(upright, 1)).count();
        assertThat(expected).isGreaterThan(10);
        for (int orientation = 1; orientation <= 8; orientation++) {
          Path file = jpeg(stored(upright, orientation), orientation);
          double[] count = {0};
          part.run(file.getFileName().toString(), () -> count[0] = counter.estimate(file).count());
          assertThat(count[0]).as("%s", file).isCloseTo(expected, within(0.005 * expected));
          worst = Math.max(worst, Math.abs(count[0] - expected) / expected);
        }
      }
    }
    part.end(String.format(Locale.ROOT, "at most %.3f %% from upright", 100 * worst));
  }

  /** The pixels in the order in which EXIF 2.32, section 4.6.4, says they are stored. */
  private static BufferedImage stored(BufferedImage upright, int orientation) {
    int right = upright.getWidth() - 1;
    int bottom = upright.getHeight() - 1;
    boolean turned = orientation >= 5;
    BufferedImage stored =
        new BufferedImage(
            turned ? bottom + 1 : right + 1,
            turned ? right + 1 : bottom + 1,
            BufferedImage.TYPE_INT_RGB);
    for (int r = 0; r < stored.getHeight(); r++) {
      for (int c = 0; c < stored.getWidth(); c++) {
        int rgb =
            switch (orientation) {
              case 1 -> upright.getRGB(c, r);
              case 2 -> upright.getRGB(right - c, r);
              case 3 -> upright.getRGB(right - c, bottom - r);
              case 4 -> upright.getRGB(c, bottom - r);
              case 5 -> upright.getRGB(r, c);
              case 6 -> upright.getRGB(right - r, c);
              case 7 -> upright.getRGB(right - r, bottom - c);
              default -> upright.getRGB(r, bottom - c);
            };
        stored.setRGB(c, r, rgb);
      }
    }
    return stored;
  }

  private Path jpeg(BufferedImage image, int orientation) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam choices = writer.getDefaultWriteParam();
    choices.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    choices.setCompressionQuality(1f);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), choices);
    } finally {
      writer.dispose();
    }
    byte[] plain = out.toByteArray();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain, 0, 2);
    file.write(new byte[] {-1, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0});
    file.write(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1});
    file.write(new byte[] {0, (byte) orientation, 0, 0, 0, 0, 0, 0});
    file.write(plain, 2, plain.length - 2);
    Path path =
        folder.resolve("%dx%d-%d.jpg".formatted(image.getWidth(), image.getHeight(), orientation));
    return Files.write(path, file.toByteArray());
  }
}
