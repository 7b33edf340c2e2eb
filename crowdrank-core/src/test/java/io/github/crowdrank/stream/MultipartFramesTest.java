package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFramesTest {
  private static final int MOST = 1000;

  private static MultipartFrames of(byte[] body) {
    InputStream in = new ByteArrayInputStream(body);
    return new MultipartFrames(in::read, "b", MOST);
  }

  private static MultipartFrames of(String body) {
    return of(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<String> texts(String body) throws IOException {
    List<String> texts = new ArrayList<>();
    MultipartFrames frames = of(body);
    for (byte[] part = frames.next(); part != null; part = frames.next()) {
      texts.add(new String(part, StandardCharsets.ISO_8859_1));
    }
    return texts;
  }

  @Test
  void parts_are_read_as_cameras_write_them() throws IOException {
    assertThat(texts("--b\r\nContent-Length: 3\r\n\r\nabc\r\n--b\r\n\r\nde\r\n--b--\r\n"))
        .containsExactly("abc", "de");
    assertThat(texts("preamble\n--b\ncontent-LENGTH:2\n\nab\n--b\n\nc\nd\n--b\n\n\n--b--"))
        .containsExactly("ab", "c\nd", "");
    assertThat(texts("--b  \r\n\r\n--b is no boundary\r\n--b--")).containsExactly("");
    assertThat(texts("")).isEmpty();
    assertThat(texts("--b--\r\n--b\r\n\r\nepilogue\r\n--b--")).isEmpty();
  }

  /** As RFC 2046 has them, where the Content-Type says {@code boundary=--b}. */
  @Test
  void a_boundary_may_begin_with_hyphens_of_its_own() throws IOException {
    assertThat(MultipartFrames.boundary("multipart/x-mixed-replace; boundary=--b")).isEqualTo("b");
    assertThat(
            texts(
                "----b\r\nContent-Length: 3\r\n\r\nabc\r\n----b\r\n\r\nd--\r\n----b\r\n\r\nfg\r\n----b--\r\n"))
        .containsExactly("abc", "d--", "fg");
  }

  /** A length that is too short loses the rest of its part and no other. */
  @Test
  void a_wrong_length_does_not_shift_the_parts_after_it() throws IOException {
    assertThat(texts("--b\r\nContent-Length: 2\r\n\r\nabcd\r\n--b\r\n\r\ne\r\n--b--"))
        .containsExactly("ab", "e");
  }

  /** Of a boundary of one character, every 16 million random bytes hold one with its hyphens. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--b",
        "--b--",
        "--b\r\n",
        "\r--b\r\n",
        "\n--bc",
        "\r\n--b-",
        "\r\n--b--c",
        "\n---b\n"
      })
  void a_short_boundary_within_a_picture_does_not_end_it(String within) throws IOException {
    String picture = "\u00ff\u00d8" + within + "\u00ff\u00d9";

    assertThat(
            texts("--b\r\n\r\n" + picture + "\r\n--b\r\n\r\n" + picture + "\n--b  \n\nab\r\n--b--"))
        .containsExactly(picture, picture, "ab");
  }

  @Test
  void a_length_that_is_said_outweighs_a_boundary_within() throws IOException {
    assertThat(texts("--b\r\nContent-Length: 9\r\n\r\na\r\n--b\r\nc\r\n--b--"))
        .containsExactly("a\r\n--b\r\nc");
  }

  @Test
  void a_part_of_the_allowed_size_is_read_and_one_byte_more_is_not() throws IOException {
    String most = "x".repeat(MOST);
    assertThat(texts("--b\r\n\r\n" + most + "\r\n--b--")).containsExactly(most);
    assertThatThrownBy(() -> texts("--b\r\n\r\n" + most + "x\r\n--b--"))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("sends a frame of more than 1000 bytes");
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void random_parts_in_a_random_form_are_read_back(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    String end = random.nextBoolean() ? "\r\n" : "\n";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<byte[]> parts = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      byte[] part = new byte[random.nextInt(MOST)];
      for (int j = 0; j < part.length; j++) {
        // Many of what boundaries are made of, and never one of them.
        part[j] = (byte) "-\r\n-acd\0".charAt(random.nextInt(8));
      }
      parts.add(part);
      body.writeBytes(("--b" + end + "X-Time: 1" + end).getBytes(StandardCharsets.US_ASCII));
      if (random.nextBoolean()) {
        body.writeBytes(
            ("Content-Length: " + part.length + end).getBytes(StandardCharsets.US_ASCII));
      }
      body.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(part);
      body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    body.writeBytes("--b--".getBytes(StandardCharsets.US_ASCII));

    MultipartFrames frames = of(body.toByteArray());

    for (byte[] part : parts) {
      assertThat(frames.next()).isEqualTo(part);
    }
    assertThat(frames.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--b\r\nContent-Length: 30\r\n\r\nabc",
        "--b\r\n\r\nabc",
        "--b\r\nContent-Type: image/jpeg",
        "--b"
      })
  void what_ends_within_a_part_is_broken_off(String body) {
    assertThatThrownBy(() -> of(body).next()).isInstanceOf(EOFException.class);
  }

  @Test
  void nothing_makes_it_keep_more_than_a_part_of_the_allowed_size() {
    String long1 = "x".repeat(2 * MOST);
    for (String body :
        List.of(
            "--b\r\nContent-Length: 1001\r\n\r\n",
            "--b\r\nContent-Length: 99999999999\r\n\r\n",
            "--b\r\nContent-Length: -1\r\n\r\n",
            "--b\r\n\r\n" + long1,
            long1,
            "y\r\n".repeat(MOST),
            "--b\r\n" + "X-Header: y\r\n".repeat(1000))) {
      assertThatThrownBy(() -> of(body).next())
          .as(body.substring(0, Math.min(40, body.length())))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/x-mixed-replace; boundary=frame, frame",
    "multipart/x-mixed-replace;boundary=\"a b\", a b",
    "Multipart/X-Mixed-Replace; charset=x; BOUNDARY=--frame, frame"
  })
  void a_boundary_is_found(String type, String boundary) throws IOException {
    assertThat(MultipartFrames.boundary(type)).isEqualTo(boundary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/jpeg",
        "",
        ";",
        "text/html; boundary=a",
        "multipart/x-mixed-replace",
        "multipart/x-mixed-replace; boundary=",
        "multipart/x-mixed-replace; boundary="
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void a_type_without_one_is_refused(String type) {
    assertThatThrownBy(() -> MultipartFrames.boundary(type))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("\"" + type + "\"");
  }
}
