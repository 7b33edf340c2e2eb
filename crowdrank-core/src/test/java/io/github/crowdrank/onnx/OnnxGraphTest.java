package io.github.crowdrank.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.io.ProtobufReader;
import io.github.crowdrank.io.ProtobufWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs that PyTorch exported, see {@code make_graphs.py}. */
class OnnxGraphTest {
  private static final int MUTATIONS = 20_000;

  @TempDir private Path folder;

  @Test
  void inputs_and_outputs_are_those_of_the_export() throws IOException {
    OnnxGraph open = OnnxGraph.of(ExportedGraphs.bytes("open.onnx"), "open");
    assertThat(open.input()).isEqualTo(new OnnxValue("image", List.of(-1, 3, -1, -1)));
    assertThat(open.output()).isEqualTo(new OnnxValue("density", List.of(-1, 1, -1, -1)));
    assertThat(open.isFixedSize()).isFalse();
    OnnxGraph fixed = OnnxGraph.of(ExportedGraphs.bytes("fixed.onnx"), "fixed");
    assertThat(fixed.input().sides()).containsExactly(1, 3, 32, 48);
    assertThat(fixed.isFixedSize()).isTrue();
    assertThat(OnnxGraph.of(ExportedGraphs.bytes("grey.onnx"), "grey").channels()).isEqualTo(1);
    assertThat(OnnxGraph.of(ExportedGraphs.bytes("squeezed.onnx"), "squeezed").output().sides())
        .hasSize(3);
    assertThat(open.toBytes()).containsExactly(ExportedGraphs.bytes("open.onnx"));
    assertThat(open).isEqualTo(OnnxGraph.of(open.toBytes(), "again")).isNotEqualTo(fixed);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "two-channels.onnx|output \"density\" [?, 2, ?, ?] is no density map: right would be",
        "five-bands.onnx|input \"image\" [?, 5, ?, ?] is no batch of pictures: right would be",
        "external.onnx|values of a tensor are in another file, which is not read",
        "make_graphs.py|at byte"
      })
  void what_does_not_count_is_refused_by_name(String graph, String said) throws IOException {
    Path file = Files.write(folder.resolve(graph), ExportedGraphs.bytes(graph));

    assertThatExceptionOfType(OnnxFormatException.class)
        .isThrownBy(() -> OnnxGraph.read(file))
        .withMessageStartingWith(file + " is no ONNX graph that counts: ")
        .withMessageContaining(said);
  }

  private static ProtobufWriter value(String name, int type, Integer... sides) {
    ProtobufWriter shape = new ProtobufWriter();
    for (int side : sides) {
      shape.message(1, new ProtobufWriter().integer(1, side));
    }
    ProtobufWriter tensor = new ProtobufWriter().integer(1, type).message(2, shape);
    return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
  }

  private static ProtobufWriter graph(ProtobufWriter... inputs) {
    ProtobufWriter graph = new ProtobufWriter();
    for (ProtobufWriter input : inputs) {
      graph.message(11, input);
    }
    return graph.message(12, value("map", 1, 1, 1, 8, 8));
  }

  private static void assertRefused(ProtobufWriter model, String said) {
    assertThatExceptionOfType(OnnxFormatException.class)
        .isThrownBy(() -> OnnxGraph.of(model.toBytes(), "written"))
        .withMessageContaining(said);
  }

  @Test
  void other_inputs_are_refused_and_weights_are_none() throws IOException {
    ProtobufWriter image = value("image", 1, 1, 3, 8, 8);
    ProtobufWriter weight = value("weight", 1, 4, 3, 3, 3);
    assertRefused(
        new ProtobufWriter().message(7, graph(image, weight)),
        "it has 2 inputs, [image, weight], but a graph that counts has one");
    ProtobufWriter old = graph(image, weight).message(5, new ProtobufWriter().text(8, "weight"));
    OnnxGraph read = OnnxGraph.of(new ProtobufWriter().message(7, old).toBytes(), "old");
    assertThat(read.input().name()).isEqualTo("image");

    assertRefused(
        new ProtobufWriter().message(7, graph(value("image", 2, 1, 3, 8, 8))),
        "input \"image\" has values of ONNX's type 2 but type 1, single precision, is read");
    assertRefused(
        new ProtobufWriter().message(7, graph(value("image", 1, 3, 8, 8))),
        "input \"image\" [3, 8, 8] is no batch of pictures");
    assertRefused(
        new ProtobufWriter().message(7, graph(value("image", 1, 1, 3, 8, 0))),
        "rows and columns both open or both fixed");
    assertRefused(new ProtobufWriter().integer(1, 7), "it has no graph");
    assertRefused(
        new ProtobufWriter().message(7, graph(image)).message(7, graph(image)),
        "it has two graphs");
  }

  /** Two bytes of the file each, and the message would list them all. */
  @Test
  void absurd_numbers_of_inputs_sides_entries_and_letters_are_refused_in_short() {
    byte[] many = new byte[2_000_000];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = 11 << 3 | 2;
    }
    ProtobufWriter shape = new ProtobufWriter();
    ProtobufWriter metadata = new ProtobufWriter().message(7, graph(value("image", 1, 1, 3, 8, 8)));
    for (int i = 0; i < 200_000; i++) {
      shape.message(1, new ProtobufWriter());
      metadata.message(14, new ProtobufWriter().text(1, "key " + i));
    }
    ProtobufWriter tensor = new ProtobufWriter().integer(1, 1).message(2, shape);
    ProtobufWriter flat =
        new ProtobufWriter().text(1, "image").message(2, new ProtobufWriter().message(1, tensor));
    for (byte[] model :
        List.of(
            new ProtobufWriter().text(7, new String(many, StandardCharsets.US_ASCII)).toBytes(),
            new ProtobufWriter().message(7, graph(flat)).toBytes(),
            new ProtobufWriter()
                .message(7, graph(value("a".repeat(500_000), 1, 1, 5, 8, 8)))
                .toBytes(),
            metadata.toBytes())) {
      assertThatExceptionOfType(OnnxFormatException.class)
          .isThrownBy(() -> OnnxGraph.of(model, "written"))
          .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(300));
    }
  }

  /**
   * What a small heap makes of a graph that fits twice, of one that does not, and of hostile ones.
   */
  static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      System.out.println("RESULT " + OnnxGraph.read(file).input());
      byte[] inputs = new byte[1 << 16];
      for (int i = 0; i < inputs.length; i += 2) {
        inputs[i] = 11 << 3 | 2;
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        // A graph of 20 MiB, two bytes for each of its inputs.
        out.write(new byte[] {7 << 3 | 2, (byte) 0x80, (byte) 0x80, (byte) 0x80, 10});
        for (int i = 0; i < 320; i++) {
          out.write(inputs);
        }
      }
      try {
        OnnxGraph.read(file);
      } catch (OnnxFormatException e) {
        System.out.println("RESULT " + e.getMessage());
      }
    }
  }

  @Test
  void a_graph_takes_twice_its_size_of_heap_and_no_more(@TempDir Path empty) throws Exception {
    ProtobufWriter weight =
        new ProtobufWriter().integer(2, 1).text(8, "w").floats(9, new float[5 << 20]);
    ProtobufWriter graph = graph(value("image", 1, 1, 3, 8, 8)).message(5, weight);
    Path file =
        Files.write(folder.resolve("large.onnx"), new ProtobufWriter().message(7, graph).toBytes());

    String output =
        ChildJvm.run(
            empty,
            SmallHeap.class,
            jar -> true,
            List.of("-Xmx64m", "-XX:+UseSerialGC"),
            file.toString());

    assertThat(ChildJvm.results(output))
        .satisfiesExactly(
            read -> assertThat(read).isEqualTo("RESULT \"image\" [1, 3, 8, 8]"),
            refused -> assertThat(refused).contains("inputs", "100000"));
  }

  @Test
  void a_folder_is_named() {
    assertThatExceptionOfType(OnnxFormatException.class)
        .isThrownBy(() -> OnnxGraph.read(folder))
        .withMessage(folder + " is a folder and no ONNX graph");
  }

  @Test
  void values_in_other_files_are_found_wherever_a_tensor_may_be() {
    ProtobufWriter tensor = new ProtobufWriter().text(8, "w").integer(14, 1);
    ProtobufWriter attribute = new ProtobufWriter().text(1, "value").message(5, tensor);
    ProtobufWriter inner =
        new ProtobufWriter().message(1, new ProtobufWriter().message(5, attribute));
    ProtobufWriter loop =
        new ProtobufWriter().message(5, new ProtobufWriter().text(1, "body").message(6, inner));
    ProtobufWriter sparse = new ProtobufWriter().message(1, tensor);
    ProtobufWriter function =
        new ProtobufWriter().message(7, new ProtobufWriter().message(5, attribute));
    ProtobufWriter image = value("image", 1, 1, 3, 8, 8);
    for (ProtobufWriter model :
        List.of(
            new ProtobufWriter().message(7, graph(image).message(5, tensor)),
            new ProtobufWriter().message(7, graph(image).message(1, loop)),
            new ProtobufWriter().message(7, graph(image).message(15, sparse)),
            new ProtobufWriter().message(7, graph(image)).message(25, function))) {
      assertRefused(model, "values of a tensor are in another file");
    }
    ProtobufWriter nested = graph(image);
    for (int i = 0; i < 200; i++) {
      ProtobufWriter body = new ProtobufWriter().message(6, nested);
      nested = graph(image).message(1, new ProtobufWriter().message(5, body));
    }
    assertRefused(new ProtobufWriter().message(7, nested), "nested deeper than 64");
  }

  @Test
  void damaged_bytes_are_a_graph_or_refused() throws IOException {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = ExportedGraphs.bytes("open.onnx");
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = Arrays.copyOf(whole, random.nextInt(10, whole.length + 1));
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        OnnxGraph.of(bytes, "mutated");
      } catch (OnnxFormatException e) {
        assertThat(e).as("seed %d, mutation %d", seed, i).hasMessageStartingWith("mutated is no");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 2);
  }

  @Test
  void numbers_and_texts_come_back() {
    ProtobufWriter written = new ProtobufWriter();
    List<Long> numbers = List.of(0L, 127L, 128L, 1L << 40, -1L, Long.MIN_VALUE);
    numbers.forEach(number -> written.integer(536_870_911, number));
    ProtobufReader reader = new ProtobufReader(written.text(1, "grün").toBytes());
    for (long number : numbers) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.field()).isEqualTo(536_870_911);
      assertThat(reader.integer()).isEqualTo(number);
    }
    assertThat(reader.next()).isTrue();
    assertThat(reader.text()).isEqualTo("grün");
    assertThat(reader.next()).isFalse();
  }
}
