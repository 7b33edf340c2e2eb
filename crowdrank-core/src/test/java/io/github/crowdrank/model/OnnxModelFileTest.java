package io.github.crowdrank.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.io.ProtobufReader;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.onnx.ExportedGraphs;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of graphs in ONNX's format. */
class OnnxModelFileTest {
  private static final int VERSION = 1;

  private static final OnnxCard CARD =
      OnnxCard.fromJson(
          """
          {"name": "torch", "description": "for tests", "stride": 2, "sizeMultiple": 4,
           "preprocessing": {"order": "RGB", "mean": [0, 0, 0], "scale": [1, 1, 1]}}
          """);

  @TempDir private Path folder;

  /** A tap that is never turned off, and how much came out of it. */
  private static final class Endless extends InputStream {
    private long taken;

    @Override
    public int read() {
      taken++;
      return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      taken += length;
      return length;
    }
  }

  /** What a heap of 64 MiB makes of a stream without end that starts as a graph does. */
  static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] arguments) throws IOException {
      Endless rest = new Endless();
      InputStream start = new ByteArrayInputStream(new byte[] {8, 7, 18, 4, 't', 'e', 's', 't'});
      try {
        ModelFile.read(new SequenceInputStream(start, rest), "the stream");
      } catch (ModelFormatException e) {
        System.out.println("RESULT " + (rest.taken >> 20) + " MiB taken: " + e.getMessage());
      }
    }
  }

  @Test
  void of_a_stream_no_more_is_kept_than_there_is_room_for(@TempDir Path empty) throws Exception {
    String output =
        ChildJvm.run(empty, SmallHeap.class, jar -> true, List.of("-Xmx64m", "-XX:+UseSerialGC"));

    assertThat(ChildJvm.results(output))
        .singleElement()
        .asString()
        .matches("RESULT (2\\d|3[01]) MiB taken: the stream has .* raise -Xmx");
  }

  /** The fields of a graph without its version, and the version. */
  private static List<byte[]> apart(byte[] graph) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    ByteArrayOutputStream version = new ByteArrayOutputStream();
    ProtobufReader fields = new ProtobufReader(graph);
    while (fields.next()) {
      (fields.field() == VERSION ? version : rest)
          .write(graph, fields.fieldStart(), fields.fieldEnd() - fields.fieldStart());
    }
    return List.of(rest.toByteArray(), version.toByteArray());
  }

  /** The fields of a message may come in any order. */
  @Test
  void a_graph_whose_version_does_not_come_first_is_read_again() throws IOException {
    List<byte[]> parts = apart(ExportedGraphs.bytes("open.onnx"));
    ByteArrayOutputStream turned = new ByteArrayOutputStream();
    parts.forEach(turned::writeBytes);
    CrowdModel model = CARD.modelOf(OnnxGraph.of(turned.toByteArray(), "turned"));
    Path file = folder.resolve("turned.onnx");

    ModelFile.write(model, file);

    assertThat(ModelFile.read(file)).isEqualTo(model);
  }

  @Test
  void a_graph_that_would_not_be_read_again_is_not_written() throws IOException {
    CrowdModel model =
        CARD.modelOf(OnnxGraph.of(apart(ExportedGraphs.bytes("open.onnx")).get(0), "bare"));
    Path file = folder.resolve("bare.onnx");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.write(model, file))
        .withMessageContaining("ir_version");
    assertThat(file).doesNotExist();
  }

  private static CrowdModel named(String name) throws IOException {
    CrowdModel model = CARD.modelOf(ExportedGraphs.graph("open.onnx"));
    return new CrowdModel(
        new NetworkSpec(name, model.network().layers()),
        model.weights(),
        model.preprocessing(),
        model.card());
  }

  @ParameterizedTest(name = "{0} characters")
  @ValueSource(ints = {0, 257})
  void a_network_whose_name_would_not_be_read_again_is_not_written(int characters)
      throws IOException {
    CrowdModel model = named("x".repeat(characters));
    Path file = folder.resolve("named.onnx");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.write(model, file))
        .withMessageContaining("\"name\" has to be a text of 1 to 256 characters");
    assertThat(file).doesNotExist();
  }

  @Test
  void the_longest_name_of_a_network_is_read_again() throws IOException {
    CrowdModel model = named("x".repeat(256));
    Path file = folder.resolve("named.onnx");

    ModelFile.write(model, file);

    assertThat(ModelFile.read(file)).isEqualTo(model);
  }
}
