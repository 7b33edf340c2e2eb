package io.github.crowdrank.data.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.research.ResearchData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerceptualHashTest {
  private static final ImageDecoder DECODER = ImageDecoder.builder().build();

  private final RgbImage photo = photo();

  private static RgbImage photo() {
    return decode(
        Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg"));
  }

  private static RgbImage decode(Path file) {
    try {
      return DECODER.decode(file).image();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RgbImage scaled(RgbImage image, double scale) {
    return image.resample(
        Region.ofImage(image.width(), image.height()),
        (int) (image.width() * scale),
        (int) (image.height() * scale));
  }

  private static RgbImage recompressed(RgbImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image.toBufferedImage(), null, null), parameters);
    } finally {
      writer.dispose();
    }
    return DECODER.decode(bytes.toByteArray()).image();
  }

  private static RgbImage brightened(RgbImage image, double factor) {
    byte[] samples = new byte[3 * image.width() * image.height()];
    byte[] row = new byte[3 * image.width()];
    for (int y = 0; y < image.height(); y++) {
      image.copyRow(y, row);
      for (int i = 0; i < row.length; i++) {
        samples[y * row.length + i] = (byte) Math.min(255, Math.round((row[i] & 255) * factor));
      }
    }
    return RgbImage.of(image.width(), image.height(), samples);
  }

  private static int distance(RgbImage a, RgbImage b) {
    return PerceptualHash.of(a).distance(PerceptualHash.of(b));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 0.7, 2})
  void another_size_is_the_same_picture(double scale) {
    assertThat(distance(photo, scaled(photo, scale))).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.3f, 0.6f, 0.95f})
  void another_compression_is_the_same_picture(float quality) throws IOException {
    assertThat(distance(photo, recompressed(photo, quality))).isLessThanOrEqualTo(4);
    assertThat(distance(photo, recompressed(scaled(photo, 0.5), quality))).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 1.1})
  void another_brightness_is_the_same_picture(double factor) {
    assertThat(distance(photo, brightened(photo, factor))).isLessThanOrEqualTo(4);
  }

  @Test
  void mirrored_and_cropped_pictures_are_others() {
    assertThat(distance(photo, photo.flipHorizontally()))
        .isGreaterThan(PerceptualHash.SAME_PICTURE);
    Region quarter = new Region(0, 0, photo.width() / 2.0, photo.height() / 2.0);
    assertThat(distance(photo, photo.resample(quarter, 400, 300)))
        .isGreaterThan(PerceptualHash.SAME_PICTURE);
  }

  @Test
  void painted_scenes_lie_apart() {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(160, 120).people(20, 60).build();
    List<PerceptualHash> hashes =
        IntStream.range(0, 60)
            .mapToObj(i -> PerceptualHash.of(painter.paint(new SplittableRandom(i)).image()))
            .toList();
    assertThat(NearDuplicates.of(hashes)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 900", "900, 1", "31, 33", "5000, 3"})
  void every_size_has_a_hash_and_one_colour_hashes_to_zero(int width, int height) {
    for (int level : new int[] {0, 1, 127, 255}) {
      byte[] samples = new byte[3 * width * height];
      Arrays.fill(samples, (byte) level);
      assertThat(PerceptualHash.of(RgbImage.of(width, height, samples)).bits()).isZero();
    }
  }

  @Test
  void text_is_sixteen_digits_that_read_back() {
    assertThat(new PerceptualHash(0x1fL)).hasToString("000000000000001f");
    PerceptualHash hash = PerceptualHash.of(photo);
    assertThat(PerceptualHash.parse(hash.toString())).isEqualTo(hash);
    assertThat(PerceptualHash.parse("FFFFFFFFFFFFFFFF").distance(new PerceptualHash(0)))
        .isEqualTo(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PerceptualHash.parse("12g4"))
        .withMessageContaining("'12g4'");
  }

  @Test
  void the_pictures_that_shanghaitech_holds_twice_are_found_and_no_others() throws IOException {
    Path data = ResearchData.folder();
    TreeMap<String, PerceptualHash> hashes = new TreeMap<>();
    for (String folder : List.of("part_A", "part_B")) {
      Path images = data.resolve("ShanghaiTech").resolve(folder).resolve("train_data/images");
      try (Stream<Path> files = Files.list(images)) {
        files
            .filter(file -> file.toString().endsWith(".jpg"))
            .forEach(
                file ->
                    hashes.put(folder + "/" + file.getFileName(), PerceptualHash.of(decode(file))));
      }
    }
    List<String> names = List.copyOf(hashes.keySet());
    assertThat(NearDuplicates.of(List.copyOf(hashes.values())))
        .extracting(pair -> names.get(pair.first()) + " " + names.get(pair.second()))
        .containsExactly(
            "part_A/IMG_118.jpg part_A/IMG_283.jpg", "part_A/IMG_167.jpg part_A/IMG_169.jpg");
  }
}
