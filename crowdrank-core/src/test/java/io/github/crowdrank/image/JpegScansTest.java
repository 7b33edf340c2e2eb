package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.hardening.HardeningPart;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each scan of a progressive JPEG is a pass over all pixels, and a small file can hold thousands.
 */
@Tag(HardeningPart.TAG)
class JpegScansTest {
  private static final int USUAL = 10;

  private final ImageDecoder strict = ImageDecoder.builder().build();
  private final ImageDecoder lenient = ImageDecoder.builder().lenient(true).build();

  private static byte[] progressive(int width, int height) throws IOException {
    return TestImages.jpeg(TestImages.photo(width, height, BufferedImage.TYPE_3BYTE_BGR), true);
  }

  /** A picture with its last scan, the one that costs most, again and again. */
  private static byte[] withScans(int width, int height, int scans) throws IOException {
    byte[] whole = progressive(width, height);
    int last = lastScan(whole);
    byte[] scan = Arrays.copyOfRange(whole, last, whole.length - 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, last);
    for (int i = USUAL - 1; i < scans; i++) {
      out.write(scan);
    }
    out.write(whole, whole.length - 2, 2);
    return out.toByteArray();
  }

  private static int lastScan(byte[] file) {
    int at = file.length - 2;
    while ((file[at] & 255) != 0xff || (file[at + 1] & 255) != 0xda) {
      at--;
    }
    return at;
  }

  @Test
  void a_bomb_of_scans_is_refused_from_its_header() throws IOException {
    byte[] most = withScans(64, 48, 64);
    byte[] tooMany = withScans(64, 48, 65);

    assertThat(JpegHeader.of(progressive(64, 48)).scans()).isEqualTo(USUAL);
    assertThat(JpegHeader.of(most).scans()).isEqualTo(64);
    assertThat(lenient.decode(most).image()).hasToString("RgbImage[64x48]");
    assertThatExceptionOfType(ImageTooLargeException.class)
        .isThrownBy(() -> strict.decode(tooMany))
        .withMessage("the picture has 65 scans but 64 are allowed; see ImageLimits.maxJpegScans");
  }

  @Test
  void scans_hidden_behind_a_segment_are_counted_and_those_of_thumbnails_are_not()
      throws IOException {
    byte[] whole = progressive(64, 48);
    byte[] twoScans = {(byte) 0xff, (byte) 0xda, (byte) 0xff, (byte) 0xda};
    byte[] thumbnail = TestImages.insert(whole, 2, TestImages.segment(0xe1, twoScans));
    byte[] hidden = TestImages.insert(whole, lastScan(whole), TestImages.segment(0xfe, twoScans));

    assertThat(JpegHeader.of(thumbnail).scans()).isEqualTo(USUAL);
    assertThat(JpegHeader.of(hidden).scans()).isEqualTo(USUAL + 2);
  }

  @Test
  void work_is_scans_times_pixels_where_scans_are_many() throws IOException {
    byte[] many = withScans(64, 48, 13);
    ImageLimits exact = ImageLimits.defaults().withMaxScannedPixels(64 * 48 * 13);
    ImageLimits tooFew = exact.withMaxScannedPixels(64 * 48 * 13 - 1);
    ImageDecoder refusing = ImageDecoder.builder().limits(tooFew).lenient(true).build();

    assertThat(
            ImageDecoder.builder().limits(exact).lenient(true).build().decode(many).image().width())
        .isEqualTo(64);
    assertThatExceptionOfType(ImageTooLargeException.class)
        .isThrownBy(() -> refusing.decode(many))
        .withMessage(
            "the picture has 13 scans of 3072 pixels but beyond 12 scans, 39935 pixels in all scans"
                + " are allowed; see ImageLimits.maxScannedPixels");
    assertThat(
            ImageDecoder.builder()
                .limits(tooFew.withMaxScannedPixels(1))
                .build()
                .decode(progressive(64, 48))
                .warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4000,4000,62,true", "4000,4000,19,true", "2200,2200,62,true", "2199,2199,62,false"})
  void by_default_more_than_two_seconds_of_scans_are_refused(
      int width, int height, int scans, boolean refused) throws IOException {
    byte[] lying = withScans(64, 48, scans);
    int frame = new String(lying, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c2");
    ByteBuffer.wrap(lying).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    PixelReader limits =
        new PixelReader("the picture", ImageLimits.defaults(), false, new ReadWarnings());

    if (refused) {
      assertThatExceptionOfType(ImageTooLargeException.class)
          .isThrownBy(() -> strict.decode(lying))
          .withMessageContaining(scans + " scans of " + width * height + " pixels");
    } else {
      AdmittedFile.of(lying, ImageFormat.defaults(), limits, "the picture");
    }
  }

  @Test
  void what_is_allowed_takes_two_seconds_at_most() throws Exception {
    HardeningPart part =
        HardeningPart.begin("jpeg-scans", "Progressive JPEGs with as many scans as are allowed");
    part.worstAllowed(Duration.ofSeconds(2));
    long most = part.cases(300_000_000, 3_000_000);
    for (int scans : new int[] {13, 20, 40, 64}) {
      int side = (int) Math.sqrt((double) most / scans);
      byte[] file = withScans(side, side, scans);
      part.compute(
          "%dx%d with %d scans".formatted(side, side, scans),
          () -> assertThat(lenient.decode(file).image().width()).isEqualTo(side));
    }
    part.end("decoded");
  }
}
