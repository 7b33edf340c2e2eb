package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.crowdrank.engine.ChildJvm;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KerasVgg16Test {
  /** How versions of Keras lay out their files. */
  enum Layout {
    KERAS_1,
    LATER,
    WHOLE_MODEL
  }

  @TempDir private Path folder;

  private static float[][][][] kernel(int inputs, int outputs) {
    float[][][][] kernel = new float[3][3][inputs][outputs];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        for (int i = 0; i < inputs; i++) {
          for (int o = 0; o < outputs; o++) {
            kernel[y][x][i][o] = value(y, x, i, o);
          }
        }
      }
    }
    return kernel;
  }

  /** Another one for every place. */
  private static float value(int y, int x, int i, int o) {
    return ((o * 512 + i) * 3 + y) * 3 + x;
  }

  private static void put(WritableGroup root, String layer, Layout layout, Object w, Object b) {
    WritableGroup group = root.putGroup(layer);
    if (layout == Layout.KERAS_1) {
      group.putDataset(layer + "_W_1:0", w);
      group.putDataset(layer + "_b_1:0", b);
    } else {
      WritableGroup inner = group.putGroup(layer);
      inner.putDataset("kernel:0", w);
      inner.putDataset("bias:0", b);
    }
  }

  @Test
  void all_of_keras_vgg16_is_turned_and_put_in_its_place() throws IOException {
    Path file = folder.resolve("vgg16.h5");
    int[][] blocks = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      int inputs = 3;
      for (int block = 0; block < 5; block++) {
        for (int i = 1; i <= blocks[block][1]; i++) {
          int outputs = blocks[block][0];
          float[] bias = new float[outputs];
          Arrays.fill(bias, block * 10 + i);
          String layer = "block%d_conv%d".formatted(block + 1, i);
          put(hdf, layer, Layout.LATER, kernel(inputs, outputs), bias);
          inputs = outputs;
        }
      }
    }

    Map<String, Tensor> tensors = KerasVgg16.read(file);
    Weights start =
        WeightInitializer.heNormal().initialize(Vgg16.counter(), new SplittableRandom(1));
    ImportedWeights imported = WeightImport.vgg16(tensors, start, ColorOrder.KEEP);

    assertThat(imported.filled()).hasSize(13);
    assertThat(imported.kept()).containsExactly("head");
    assertThat(imported.unused()).isEmpty();
    Tensor kernel = Objects.requireNonNull(tensors.get("conv4_1.weight"));
    assertThat(kernel.values()[((100 * 256 + 200) * 3 + 1) * 3 + 2])
        .isEqualTo(value(1, 2, 200, 100));
    assertThat(Objects.requireNonNull(tensors.get("conv4_1.bias")).values()).containsOnly(31);
  }

  @ParameterizedTest
  @EnumSource
  void every_layout_is_read(Layout layout) throws IOException {
    Path file = folder.resolve("vgg16.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup root = layout == Layout.WHOLE_MODEL ? hdf.putGroup("model_weights") : hdf;
      put(root, "block1_conv1", layout, kernel(3, 64), new float[64]);
    }

    Map<String, Tensor> tensors = KerasVgg16.read(file);

    assertThat(tensors.keySet()).containsExactly("conv1_1.weight", "conv1_1.bias");
    assertThat(Objects.requireNonNull(tensors.get("conv1_1.weight")).values()[(9 * 3 + 1) * 9 + 5])
        .isEqualTo(value(1, 2, 1, 9));
  }

  private Path written(String layer, Layout layout, Object w, Object b) {
    Path file = folder.resolve("file.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      put(hdf, layer, layout, w, b);
    }
    return file;
  }

  private static void refused(Path file, String message) {
    assertThatIOException()
        .isThrownBy(() -> KerasVgg16.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(message);
  }

  @Test
  void what_does_not_fit_is_refused_and_named() throws IOException {
    refused(
        written("block1_conv1", Layout.LATER, kernel(3, 32), new float[32]),
        "\"/block1_conv1/block1_conv1/kernel:0\" should be float [3, 3, 3, 64]"
            + " but is float [3, 3, 3, 32]");
    refused(
        written("block1_conv1", Layout.KERAS_1, kernel(3, 64), new double[64]),
        "\"/block1_conv1/block1_conv1_b_1:0\" should be float [64] but is double [64]");
    refused(
        written("block9_conv9", Layout.LATER, kernel(3, 64), new float[64]),
        "no group \"block1_conv1\"");
    Path file = folder.resolve("empty.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putGroup("block1_conv1").putDataset("other", new float[1]);
    }
    refused(file, "has neither dataset \"block1_conv1_W_1:0\" nor \"block1_conv1/kernel:0\"");
    refused(folder.resolve("missing.h5"), "is not there");
    refused(Files.writeString(folder.resolve("text.h5"), "not HDF5"), "cannot be read as HDF5");
  }

  @Test
  void a_truncated_file_is_an_io_exception_unless_nothing_of_value_was_cut() throws IOException {
    Path file = written("block1_conv1", Layout.LATER, kernel(3, 64), new float[64]);
    byte[] whole = Files.readAllBytes(file);
    float[] expected = Objects.requireNonNull(KerasVgg16.read(file).get("conv1_1.weight")).values();
    int refused = 0;
    for (int length = 0; length < whole.length; length += 97) {
      Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, length));
      try {
        Map<String, Tensor> tensors = KerasVgg16.read(cut);
        assertThat(Objects.requireNonNull(tensors.get("conv1_1.weight")).values())
            .isEqualTo(expected);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("cut.h5");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 97 / 2);
  }

  /** Reads a file in a heap of its own. */
  static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] arguments) {
      try {
        KerasVgg16.read(Path.of(arguments[0]));
      } catch (IOException e) {
        System.out.println("RESULT " + e.getMessage());
      }
    }
  }

  @Test
  void a_damaged_length_is_an_io_exception_where_it_is_beyond_the_heap(@TempDir Path empty)
      throws Exception {
    Path file = written("block1_conv1", Layout.LATER, kernel(3, 64), new float[64]);
    byte[] bytes = Files.readAllBytes(file);
    int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("OHDR");
    int flags = bytes[header + 5];
    // The length of the header's first part has 8 bytes, after the times and numbers that it has.
    bytes[header + 5] |= 3;
    int length = header + 6 + ((flags & 32) == 0 ? 0 : 16) + ((flags & 16) == 0 ? 0 : 4);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length, 1 << 30);
    Files.write(file, bytes);

    String output =
        ChildJvm.run(empty, SmallHeap.class, jar -> true, List.of("-Xmx64m"), file.toString());

    assertThat(ChildJvm.results(output))
        .singleElement()
        .asString()
        .contains("file.h5 cannot be read as HDF5", "OutOfMemoryError");
  }
}
