package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.hardening.HardeningPart;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static int firstScan(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00da");
  }

  /** To libjpeg a length that is too small is no reason to stop. */
  @ParameterizedTest
  @ValueSource(strings = {"fffe0000", "fffe0001", "ffe00000", "ffe10001", "ffee0000", "ffdc0000"})
  void scans_behind_a_segment_without_a_length_are_counted(String segment) throws IOException {
    byte[] empty = HexFormat.of().parseHex(segment);
    byte[] bomb = withScans(16, 16, 65);
    byte[] sound = progressive(16, 16);

    for (ImageDecoder decoder : List.of(strict, lenient)) {
      for (int at : new int[] {2, firstScan(bomb)}) {
        assertThatExceptionOfType(ImageTooLargeException.class)
            .isThrownBy(() -> decoder.decode(TestImages.insert(bomb, at, empty)))
            .withMessageContaining("has 65 scans but 64 are allowed");
      }
      DecodedImage image = decoder.decode(TestImages.insert(sound, firstScan(sound), empty));
      assertThat(image.image()).isEqualTo(strict.decode(sound).image());
      assertThat(image.warnings()).isEmpty();
    }
  }

  /**
   * To some readers they are a marker alone and to others a segment, or the end of a picture behind
   * which comes the next.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff02",
        "ffbf",
        "ffc8",
        "ffd8",
        "ffd9",
        "ffde",
        "ffdf",
        "fff0",
        "fffd",
        "ffc00000",
        "ffc40001",
        "ffcc0000",
        "ffda0000",
        "ffdb0001",
        "ffdd0000"
      })
  void scans_behind_what_readers_may_take_for_something_else_are_refused(String marker)
      throws IOException {
    byte[] bytes = HexFormat.of().parseHex(marker);
    byte[] bomb = withScans(16, 16, 65);

    for (ImageDecoder decoder : List.of(strict, lenient)) {
      for (int at : new int[] {2, firstScan(bomb)}) {
        assertThatExceptionOfType(CorruptImageException.class)
            .isThrownBy(() -> decoder.decode(TestImages.insert(bomb, at, bytes)))
            .withMessageContaining("the marker %s at byte %d", marker.substring(0, 4), at);
      }
    }
  }

  /** Segments in one's place, markers without one, and lengths that lead elsewhere. */
  @Test
  void no_reader_finds_more_scans_than_were_counted() throws IOException {
    byte[] whole = withScans(16, 16, 20);
    int header = firstScan(whole) + 20;
    int read = 0;
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] file = changed(whole, header, random);
      PixelReader limits = new PixelReader("it", ImageLimits.unlimited(), true, new ReadWarnings());
      try {
        AdmittedFile admitted = AdmittedFile.of(file, ImageFormat.defaults(), limits, "it");
        int passes = passes(admitted.readable());
        assertThat(passes).as("seed %d", seed).isLessThanOrEqualTo(JpegHeader.of(file).scans());
        read += passes > 0 ? 1 : 0;
      } catch (ImageException e) {
        assertThat(e).hasMessageStartingWith("it is");
      }
    }
    assertThat(read).isGreaterThan(50);
  }

  /** The same within and between scans, with as many scans again behind the end of the picture. */
  @Test
  void no_reader_finds_scans_behind_what_was_taken_for_the_end() throws IOException {
    byte[] whole = withScans(16, 16, 20);
    byte[] more = Arrays.copyOfRange(whole, firstScan(whole), whole.length);
    int cut = 0;
    for (int seed = 0; seed < 400; seed++) {
      byte[] file = changed(whole, whole.length, new SplittableRandom(seed));
      file = TestImages.insert(file, file.length, more);
      PixelReader limits = new PixelReader("it", ImageLimits.unlimited(), true, new ReadWarnings());
      try {
        AdmittedFile admitted = AdmittedFile.of(file, ImageFormat.defaults(), limits, "it");
        JpegHeader header = JpegHeader.of(file);
        assertThat(passes(admitted.readable()))
            .as("seed %d", seed)
            .isLessThanOrEqualTo(header.scans());
        cut += header.end() == file.length ? 0 : 1;
      } catch (ImageException e) {
        assertThat(e).hasMessageStartingWith("it is");
      }
    }
    assertThat(cut).isGreaterThan(50);
  }

  /** A byte changed or a few put in, once or more often, before a byte. */
  private static byte[] changed(byte[] whole, int header, SplittableRandom random) {
    byte[] file = whole.clone();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(2, header);
      if (random.nextInt(4) == 0) {
        file[at] = (byte) random.nextInt(256);
        continue;
      }
      int marker = random.nextInt(1, 255);
      byte[] part = {-1, (byte) marker, 0, (byte) random.nextInt(40)};
      // Before a marker as often as anywhere.
      while (random.nextBoolean() && at > 2 && file[at] != -1) {
        at--;
      }
      file = TestImages.insert(file, at, Arrays.copyOf(part, random.nextInt(2, 5)));
    }
    return file;
  }

  /** How often Java's reader makes the picture anew. */
  private static int passes(byte[] file) {
    AtomicInteger passes = new AtomicInteger();
    Object listener =
        Proxy.newProxyInstance(
            JpegScansTest.class.getClassLoader(),
            new Class<?>[] {IIOReadUpdateListener.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("passStarted")) {
                passes.incrementAndGet();
              }
              return null;
            });
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    reader.addIIOReadUpdateListener((IIOReadUpdateListener) listener);
    try {
      reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), true, true);
      reader.read(0);
    } catch (IOException | RuntimeException e) {
      // What was read until then is counted.
      assertThat(e).isNotNull();
    } finally {
      reader.dispose();
    }
    return passes.get();
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
  @CsvSource({"4000,4000,62,true", "4000,4000,13,true", "1797,1797,62,true", "1796,1796,62,false"})
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
    long most = part.cases(200_000_000, 2_000_000);
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
