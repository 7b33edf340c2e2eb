package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.CrowdCounter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JsonLinesWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static StreamCount failed(IOException problem) {
    return new StreamCount(7, Instant.EPOCH, null, null, Double.NaN, 3, 2, problem);
  }

  private static String line(StreamCount count, Map<String, ? extends @Nullable Object> more)
      throws IOException {
    StringWriter out = new StringWriter();
    JsonLinesWriter.to(out).write(count, more);
    return out.toString();
  }

  private static List<String> names(JsonNode line) {
    List<String> names = new ArrayList<>();
    line.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Each line is read from the file before the next frame is counted. */
  @Test
  void each_result_is_a_whole_line_as_soon_as_it_is_written() throws IOException {
    Path picture = Files.write(folder.resolve("picture.jpg"), Brightness.whiteJpeg(20, 20));
    Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
    Path missing = folder.resolve("missing.jpg");
    Path file = folder.resolve("counts.jsonl");
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedWriter out = Files.newBufferedWriter(file);
        BufferedReader in = Files.newBufferedReader(file);
        CrowdCounter counter = Brightness.counter();
        CrowdStream stream =
            CrowdStream.builder(counter, FrameSequence.of(List.of(picture, text, missing), 2))
                .build()) {
      JsonLinesWriter writer = JsonLinesWriter.to(out);
      for (StreamCount count : stream) {
        writer.write(count);
        lines.add(JSON.readTree(in.readLine()));
        assertThat(Files.readString(file)).endsWith("}\n");
      }
    }

    assertThat(lines).hasSize(3);
    JsonNode counted = lines.get(0);
    assertThat(names(counted))
        .containsExactly(
            "frame", "time", "file", "count", "ms", "smoothed", "dropped", "reconnects");
    assertThat(counted.get("frame").intValue()).isEqualTo(1);
    assertThat(counted.get("time").textValue()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(counted.get("file").textValue()).isEqualTo(picture.toString());
    assertThat(counted.get("count").doubleValue()).isCloseTo(400, within(4.0));
    assertThat(counted.get("ms").isIntegralNumber()).isTrue();
    assertThat(counted.get("smoothed")).isEqualTo(counted.get("count"));
    JsonNode broken = lines.get(1);
    assertThat(names(broken))
        .containsExactly("frame", "time", "file", "smoothed", "dropped", "reconnects", "problem");
    assertThat(broken.get("time").textValue()).isEqualTo("1970-01-01T00:00:00.500Z");
    assertThat(broken.get("problem").textValue()).contains("text.jpg");
    assertThat(broken.get("smoothed")).isEqualTo(counted.get("smoothed"));
    assertThat(lines.get(2).get("problem").textValue())
        .isEqualTo(missing + ": there is no such file");
  }

  @Test
  void a_source_that_failed_is_a_line() throws IOException {
    assertThat(line(failed(new EOFException("http://camera/ broke off")), Map.of()))
        .isEqualTo(
            "{\"frame\":7,\"time\":\"1970-01-01T00:00:00Z\",\"smoothed\":null,\"dropped\":3,"
                + "\"reconnects\":2,\"problem\":\"http://camera/ broke off\"}\n");
  }

  @Test
  void problems_of_the_file_system_are_sentences() throws IOException {
    assertThat(line(failed(new AccessDeniedException("/a.jpg")), Map.of()))
        .contains("\"problem\":\"/a.jpg: access denied\"");
    assertThat(line(failed(new FileSystemException("/a.jpg", null, "is a folder")), Map.of()))
        .contains("\"problem\":\"/a.jpg: is a folder\"");
    assertThat(line(failed(new EOFException()), Map.of())).contains("\"problem\":\"EOFException\"");
  }

  @Test
  void no_name_and_no_message_breaks_a_line_or_leaves_ascii() throws IOException {
    Frame frame = new Frame(Instant.EPOCH, new Frame.File(Path.of("a\nb\"\u2028ü.jpg")));
    StreamCount count =
        new StreamCount(1, Instant.EPOCH, frame, null, 0, 0, 0, new IOException("one\r\ntwo é"));

    String line = line(count, Map.of("place", "Zürich\n"));

    assertThat(line).endsWith("}\n").hasLineCount(1);
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(line)).isTrue();
    JsonNode json = JSON.readTree(line);
    assertThat(json.get("file").textValue()).isEqualTo("a\nb\"\u2028ü.jpg");
    assertThat(json.get("problem").textValue()).isEqualTo("one\r\ntwo é");
    assertThat(json.get("place").textValue()).isEqualTo("Zürich\n");
  }

  @Test
  void fields_of_the_caller_come_last_in_their_order() throws IOException {
    Map<String, @Nullable Object> more = new LinkedHashMap<>();
    more.put("zones", List.of(Map.of("name", "left", "count", 1.5)));
    more.put("alarm", null);
    more.put("problem", "the zones do not fit the frame");
    StreamCount sound = new StreamCount(1, Instant.EPOCH, null, null, 0, 0, 0, null);

    JsonNode json = JSON.readTree(line(sound, more));

    assertThat(names(json)).endsWith("reconnects", "zones", "alarm", "problem");
    assertThat(json.at("/zones/0/count").doubleValue()).isEqualTo(1.5);
    assertThat(json.get("alarm").isNull()).isTrue();
  }

  @Test
  void fields_that_cannot_be_are_refused_before_anything_is_written() throws IOException {
    StringWriter out = new StringWriter();
    JsonLinesWriter writer = JsonLinesWriter.to(out);
    StreamCount lost = failed(new EOFException("lost"));
    for (String taken : List.of("frame", "count", "file", "problem")) {
      assertThatThrownBy(() -> writer.write(lost, Map.of(taken, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + taken + "\"");
    }
    assertThatThrownBy(() -> writer.write(lost, Map.of("thing", new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JSON");
    assertThat(out.toString()).isEmpty();

    writer.write(lost);
    assertThat(out.toString()).hasLineCount(1);
  }

  @Test
  void after_a_line_that_could_not_be_written_nothing_follows() throws IOException {
    StringBuilder disk = new StringBuilder();
    Writer full =
        new Writer() {
          private boolean filled;

          @Override
          public void write(char[] text, int from, int length) throws IOException {
            if (disk.length() > 200 && !filled) {
              filled = true;
              disk.append(text, from, length / 2);
              throw new IOException("no space left");
            }
            disk.append(text, from, length);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    JsonLinesWriter writer = JsonLinesWriter.to(full);
    StreamCount lost = failed(new EOFException("http://camera/ broke off"));
    writer.write(lost);
    writer.write(lost);
    assertThatThrownBy(() -> writer.write(lost)).hasMessage("no space left");

    assertThatThrownBy(() -> writer.write(lost))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in part");
    List<String> lines = Arrays.asList(disk.toString().split("\n", -1));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo(lines.get(1)).startsWith(lines.get(2));
  }

  /** Neither {@code System.out} nor a PrintWriter around it throws. */
  @Test
  void a_full_disk_behind_standard_output_is_told() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    JsonLinesWriter writer =
        JsonLinesWriter.to(
            new PrintWriter(
                new PrintStream(full, false, StandardCharsets.UTF_8),
                false,
                StandardCharsets.UTF_8));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> writer.write(failed(new EOFException("lost"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in part");
    }
  }
}
