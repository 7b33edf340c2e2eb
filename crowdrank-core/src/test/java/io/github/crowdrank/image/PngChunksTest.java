package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngChunksTest {
  private final ImageDecoder strict = ImageDecoder.builder().build();
  private final ImageDecoder lenient = ImageDecoder.builder().lenient(true).build();

  /** A chunk, where it begins and how long its content is. */
  private record Chunk(String type, int at, int length) {
    byte[] content(byte[] file) {
      return Arrays.copyOfRange(file, at + 8, at + 8 + length);
    }
  }

  /** Noise of 40x30, with a palette of 256 colours or without one. */
  private static byte[] png(boolean palette) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    BufferedImage noise =
        new BufferedImage(
            40, 30, palette ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40 * 30; i++) {
      noise.setRGB(i % 40, i / 40, random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(noise, "png", out)).isTrue();
    return out.toByteArray();
  }

  private static List<Chunk> chunks(byte[] file) {
    List<Chunk> chunks = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(file).position(8);
    while (buffer.hasRemaining()) {
      int at = buffer.position();
      int length = buffer.getInt();
      byte[] type = new byte[4];
      buffer.get(type).position(at + 12 + length);
      chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), at, length));
    }
    return chunks;
  }

  private static byte[] chunk(String type, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
    chunk.putInt(content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + content.length);
    return chunk.putInt((int) sum.getValue()).array();
  }

  /** The same picture, its data in pieces of a byte with {@code empty} empty ones around each. */
  private static byte[] inPieces(byte[] file, int empty) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, 8);
    for (Chunk chunk : chunks(file)) {
      if (!chunk.type().equals("IDAT")) {
        out.writeBytes(chunk(chunk.type(), chunk.content(file)));
        out.writeBytes(chunk("teSt", new byte[0]));
        continue;
      }
      for (byte value : chunk.content(file)) {
        for (int i = 0; i < empty; i++) {
          out.writeBytes(chunk("IDAT", new byte[0]));
        }
        out.writeBytes(chunk("IDAT", new byte[] {value}));
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void data_in_very_many_pieces_are_put_together(boolean palette) throws IOException {
    byte[] file = png(palette);
    byte[] pieces = inPieces(file, 3);

    byte[] readable = new PngChunks(pieces).readable();
    assertThat(chunks(readable))
        .extracting(Chunk::type)
        .containsExactlyElementsOf(
            palette
                ? List.of("IHDR", "PLTE", "IDAT", "IEND", "teSt")
                : List.of("IHDR", "IDAT", "IEND", "teSt"));
    assertThat(new PngChunks(readable).damage()).isEmpty();
    assertThat(strict.decode(pieces).image()).isEqualTo(strict.decode(file).image());
  }

  @Test
  void an_ordinary_file_is_left_as_it_is() throws IOException {
    byte[] file = png(false);

    assertThat(new PngChunks(file).readable()).isSameAs(file);
  }

  /** A text that breaks off: Java's reader looks at it only where there is a palette. */
  @Test
  void what_says_nothing_of_pixels_does_no_harm() throws IOException {
    byte[] file = png(true);
    byte[] text =
        TestImages.insert(file, chunks(file).get(1).at(), chunk("tEXt", new byte[] {'x'}));

    assertThat(strict.decode(text).image()).isEqualTo(strict.decode(file).image());
  }

  @Test
  void a_cut_file_in_very_many_pieces_is_refused() throws IOException {
    byte[] pieces = inPieces(png(false), 3);

    for (int cut = 100; cut < pieces.length - 100; cut += 997) {
      byte[] part = Arrays.copyOf(pieces, cut);
      assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> strict.decode(part));
      assertThat(lenient.decode(part).warnings()).as("cut at " + cut).isNotEmpty();
    }
  }

  @Test
  void a_changed_byte_is_found_wherever_it_makes_pixels() throws IOException {
    byte[] file = png(true);
    for (Chunk chunk : chunks(file)) {
      if (chunk.type().equals("IEND")) {
        continue;
      }
      byte[] changed = file.clone();
      changed[chunk.at() + 8 + chunk.length() / 2] ^= 1;

      assertThatExceptionOfType(CorruptImageException.class)
          .as(chunk.type())
          .isThrownBy(() -> strict.decode(changed))
          .withMessageMatching(
              "the picture is no valid PNG image: its chunk %s at byte %d has the checksum [0-9a-f]{8} but says [0-9a-f]{8}"
                  .formatted(chunk.type(), chunk.at()));
    }
  }

  /** One colour of the palette: nothing but the checksum says so. */
  @Test
  void a_lenient_decoder_shows_it_with_a_warning() throws IOException {
    byte[] file = png(true);
    int palette = chunks(file).get(1).at();
    file[palette + 8] ^= 64;

    assertThat(lenient.decode(file).warnings())
        .singleElement()
        .asString()
        .startsWith("The picture is damaged or cut (its chunk PLTE at byte " + palette);
  }

  /** Of a file with a palette Java's reader also looks at all that stands behind the data. */
  @Test
  void what_stands_between_the_data_and_the_end_is_left_out_where_there_is_a_palette()
      throws IOException {
    byte[] file = png(true);
    int end = chunks(file).get(chunks(file).size() - 1).at();
    byte[] many = file;
    for (String type : List.of("teSt", "tEXt", "IDAT", "IHDR")) {
      many = TestImages.insert(many, end, chunk(type, new byte[0]));
    }

    assertThat(new PngChunks(many).readable()).isEqualTo(new PngChunks(file).readable());
    assertThat(strict.decode(many).image()).isEqualTo(strict.decode(file).image());
  }

  /** Java's reader passes over it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_end_before_the_data_is_damage(boolean palette) throws IOException {
    byte[] file = png(palette);
    List<Chunk> chunks = chunks(file);
    int data = chunks.get(chunks.size() - 2).at();
    byte[] early = TestImages.insert(file, data, chunk("IEND", new byte[0]));

    String damage = "its chunk IEND at byte %d stands before its data".formatted(data);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(early))
        .withMessage("the picture is no valid PNG image: " + damage);
    DecodedImage shown = lenient.decode(early);
    assertThat(shown.warnings()).singleElement().asString().contains(damage);
    assertThat(shown.image()).isEqualTo(strict.decode(file).image());
  }

  @ParameterizedTest
  @ValueSource(strings = {"IHDR", "PLTE", "tRNS"})
  void what_there_is_only_one_of_is_kept_once(String type) throws IOException {
    byte[] file = png(true);
    byte[] transparent =
        TestImages.insert(file, chunks(file).get(2).at(), chunk("tRNS", new byte[] {-1}));
    Chunk first =
        chunks(transparent).stream().filter(chunk -> chunk.type().equals(type)).findFirst().get();
    byte[] copy = chunk(type, first.content(transparent));
    byte[] twice = TestImages.insert(transparent, first.at() + 12 + first.length(), copy);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(twice))
        .withMessage(
            "the picture is no valid PNG image: its chunk %s at byte %d may not stand there"
                .formatted(type, first.at() + 12 + first.length()));
    assertThat(lenient.decode(twice).image()).isEqualTo(strict.decode(transparent).image());
    assertThat(new PngChunks(twice).readable()).isEqualTo(new PngChunks(transparent).readable());
  }

  /** Java's reader does not go on behind it but takes what is in it for the next chunks. */
  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_BYTE_INDEXED})
  void chunks_within_transparent_colours_that_may_not_be_there_are_not_read(int kind)
      throws IOException {
    BufferedImage image = TestImages.photo(40, 30, kind);
    byte[] file = TestImages.encode(image, "png");
    Chunk header = chunks(file).get(0);
    ByteArrayOutputStream inside = new ByteArrayOutputStream();
    inside.writeBytes(new byte[4]);
    for (int i = 0; i < 3; i++) {
      inside.writeBytes(chunk("teSt", new byte[0]));
    }
    int at = header.at() + 12 + header.length();
    byte[] stray = TestImages.insert(file, at, chunk("tRNS", inside.toByteArray()));

    assertThat(chunks(new PngChunks(stray).readable()))
        .extracting(Chunk::type)
        .doesNotContain("tRNS");
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(stray))
        .withMessageContaining("its chunk tRNS at byte 33 may not stand there");
    assertThat(lenient.decode(stray).image()).isEqualTo(strict.decode(file).image());
  }
}
