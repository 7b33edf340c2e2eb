package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.image.TestImages;
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

  /** Bytes of the signature and the first chunk. */
  private static final int PNG_HEADER = 33;

  @TempDir private Path folder;

  @Test
  void all_orientations_count_alike() throws Exception {
    HardeningPart part =
        HardeningPart.begin(
            "exif-counts", "Counts of a landscape and a portrait in all 8 EXIF orientations");
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      for (int[] size : new int[][] {{480, 320}, {320, 480}}) {
        BufferedImage upright = upright(size[0], size[1]);
        double expected = counter.count(upright);
        assertThat(expected).isGreaterThan(10);
        for (int orientation = 1; orientation <= 8; orientation++) {
          BufferedImage stored = stored(upright, orientation);
          Path png = png(stored, orientation);
          Path jpeg = jpeg(stored, orientation);
          part.run(
              png.getFileName().toString(),
              () -> assertThat(counter.count(png)).isEqualTo(expected));
          part.run(jpeg.getFileName().toString(), () -> assertTurned(counter, jpeg));
        }
      }
    }
    part.end("what is stored without loss counts the same to the bit, a JPEG as its turned pixels");
  }

  /** Of a JPEG, ImageIO gives the pixels as they are stored. */
  private static void assertTurned(CrowdCounter counter, Path jpeg) throws IOException {
    int orientation = Character.digit(jpeg.getFileName().toString().charAt(0), 10);
    int back = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
    BufferedImage upright = stored(ImageIO.read(jpeg.toFile()), back);
    assertThat(counter.count(jpeg)).isEqualTo(counter.count(upright));
  }

  /**
   * Compressed anew for each orientation the pixels are others, those of the coarser colours above
   * all, which no decoder can undo.
   */
  @Test
  void compressed_for_each_orientation_counts_stay_near() throws Exception {
    HardeningPart part =
        HardeningPart.begin(
            "exif-jpeg-counts", "The same, turned and then compressed as JPEG at 960x640");
    double worst = 0;
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      for (int[] size : new int[][] {{960, 640}, {640, 960}}) {
        BufferedImage upright = upright(size[0], size[1]);
        double expected = counter.count(jpeg(upright, 1));
        for (int orientation = 2; orientation <= 8; orientation++) {
          Path file = jpeg(stored(upright, orientation), orientation);
          double[] count = {0};
          part.run(file.getFileName().toString(), () -> count[0] = counter.count(file));
          assertThat(count[0]).as("%s", file).isCloseTo(expected, within(0.005 * expected));
          worst = Math.max(worst, Math.abs(count[0] - expected) / expected);
        }
      }
    }
    part.end(String.format(Locale.ROOT, "at most %.3f %% from upright", 100 * worst));
  }

  private static BufferedImage upright(int width, int height) throws IOException {
    RgbImage photo = ImageDecoder.builder().build().decode(PHOTO).image();
    int cutWidth = Math.min(photo.width(), photo.height() * width / height);
    int cutHeight = Math.min(photo.height(), photo.width() * height / width);
    return photo.resample(new Region(0, 0, cutWidth, cutHeight), width, height).toBufferedImage();
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
    byte[] segment = TestImages.exifSegment(TestImages.exif(orientation));
    byte[] file = TestImages.insert(finest(image), 2, segment);
    return Files.write(folder.resolve(name(image, orientation) + ".jpg"), file);
  }

  /** With the least loss that JPEG allows. */
  private static byte[] finest(BufferedImage image) throws IOException {
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
    return out.toByteArray();
  }

  private Path png(BufferedImage image, int orientation) throws IOException {
    byte[] chunk = TestImages.exifChunk(TestImages.exif(orientation));
    byte[] file = TestImages.insert(TestImages.encode(image, "png"), PNG_HEADER, chunk);
    return Files.write(folder.resolve(name(image, orientation) + ".png"), file);
  }

  private static String name(BufferedImage image, int orientation) {
    return "%d-of-%dx%d".formatted(orientation, image.getWidth(), image.getHeight());
  }
}
