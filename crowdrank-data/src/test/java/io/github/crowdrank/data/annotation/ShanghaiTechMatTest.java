package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.density.HeadPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

class ShanghaiTechMatTest {
  @TempDir private Path folder;

  private List<HeadPoint> read(String name, Array value) throws IOException {
    Path file = folder.resolve("points.mat");
    Fixtures.writeMat(file, name, value);
    return new ShanghaiTechMat().read(file).get(0).points();
  }

  private void assertRefused(byte[] file, String message) throws IOException {
    Path path = folder.resolve("hostile.mat");
    Files.write(path, file);
    assertThatThrownBy(() -> new ShanghaiTechMat().read(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void points_are_read_with_numbers_of_any_type() throws IOException {
    Matrix number = Mat5.newMatrix(1, 1, MatlabType.UInt16);
    number.setInt(0, 2);
    Array location = Fixtures.location(new double[][] {{1.25, 2}, {3, 1e-3}});
    assertThat(read("image_info", Fixtures.imageInfo(location, number)))
        .containsExactly(new HeadPoint(1.25, 2), new HeadPoint(3, 1e-3));
  }

  /** A new one each time, for writing a file takes an array's memory away. */
  private static Array two() {
    return Fixtures.location(new double[][] {{1, 2}, {3, 4}});
  }

  @Test
  void what_is_not_as_it_should_be_is_named() {
    Array three = Fixtures.location(new double[][] {{1, 2, 3}});
    Array nan = Fixtures.location(new double[][] {{1, 2}, {Double.NaN, 4}});
    assertThatThrownBy(() -> read("image_info", Fixtures.imageInfo(two(), Mat5.newScalar(3))))
        .hasMessage("image_info.number is 3 but image_info.location has 2 rows");
    assertThatThrownBy(() -> read("image_info", Fixtures.imageInfo(three, Mat5.newScalar(1))))
        .hasMessageContaining("3 columns");
    assertThatThrownBy(() -> read("image_info", Fixtures.imageInfo(nan, Mat5.newScalar(2))))
        .hasMessageContaining("row 2 of image_info.location is (NaN, 4.0)");
    assertThatThrownBy(() -> read("image_info", Fixtures.imageInfo(two(), Mat5.newCell(1, 1))))
        .hasMessageContaining("no matrix number");
    assertThatThrownBy(() -> read("annPoints", two())).hasMessageContaining("image_info{1,1}");
    assertThatThrownBy(() -> read("image_info", two())).hasMessageContaining("image_info{1,1}");
  }

  @Test
  void a_file_of_another_kind_is_named() throws IOException {
    assertRefused(new byte[0], "not a MATLAB 5 file");
    assertRefused("MATLAB 7.3 MAT-file, HDF5".getBytes(StandardCharsets.US_ASCII), "-v7");
    assertRefused(header().array(), "image_info{1,1}");
    assertRefused(new byte[(16 << 20) + 1], "16777216 bytes");
  }

  private static ByteBuffer header() {
    byte[] text = new byte[128];
    Arrays.fill(text, 0, 116, (byte) ' ');
    ByteBuffer header = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
    header.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
    header.putShort(124, (short) 0x0100).put(126, (byte) 'I').put(127, (byte) 'M');
    return header;
  }

  private static byte[] fileOf(byte[] elements) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(header().array());
    file.write(elements);
    return file.toByteArray();
  }

  /** An array whose header declares what its content does not hold. */
  private static byte[] lyingArray(int kind, int declaredBytes, int rows, int columns) {
    ByteBuffer bytes = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(14).putInt(72);
    bytes.putInt(6).putInt(8).putInt(kind).putInt(0);
    bytes.putInt(5).putInt(8).putInt(rows).putInt(columns);
    bytes.putInt(1).putInt(1).put((byte) 'x').put(new byte[7]);
    bytes.putInt(9).putInt(declaredBytes).putDouble(1);
    return bytes.array();
  }

  @Test
  void sizes_that_lie_are_refused_before_memory_is_taken() throws IOException {
    assertRefused(fileOf(lyingArray(6, Integer.MAX_VALUE - 7, 0x0fffffff, 1)), "out of range");
    assertRefused(fileOf(lyingArray(6, 1_200_000_000, 1, 1)), "declares 1200000000 bytes");
    assertRefused(fileOf(lyingArray(6, -8, 1, 1)), "declares 4294967288 bytes");
    assertRefused(fileOf(lyingArray(1, 8, 1 << 12, 1 << 12)), "declares 16777216 elements");
    assertRefused(fileOf(lyingArray(6, 8, 1 << 12, 1 << 12)), "declares 16777216 elements");
    assertRefused(fileOf(lyingArray(6, 8, -1, 1)), "hold -1");
    assertRefused(fileOf(lyingArray(17, 8, 1, 1)), "objects");
  }

  /** Names of fields and empty arrays take a byte or eight of a file, and objects of the heap. */
  @Test
  void many_small_things_are_refused_before_the_parser_makes_objects_of_them() throws IOException {
    byte[] struct = new byte[56 + 16 + (1 << 20)];
    array(struct, 2, 0, 0).putInt(5 | (4 << 16)).putInt(1).putInt(1).putInt(1 << 20);
    assertRefused(fileOf(struct), "a struct has 1048576 fields but at most 1000 are read");

    int empties = 1_000_000;
    byte[] cell = new byte[56 + 8 * empties];
    ByteBuffer content = array(cell, 1, empties, 1);
    while (content.hasRemaining()) {
      content.putInt(14).putInt(0);
    }
    assertRefused(fileOf(cell), "more than 1000000 arrays are not taken for points");
  }

  /** Writes the header of an array that fills its bytes and leaves off where its content begins. */
  private static ByteBuffer array(byte[] array, int kind, int rows, int columns) {
    ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(14).putInt(array.length - 8);
    bytes.putInt(6).putInt(8).putInt(kind).putInt(0);
    bytes.putInt(5).putInt(8).putInt(rows).putInt(columns);
    return bytes.putInt(1).putInt(1).put((byte) 'x').put(new byte[7]);
  }

  @Test
  void a_compression_bomb_is_refused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (int i = 0; i < 100; i++) {
        deflater.write(new byte[1 << 20]);
      }
    }
    ByteBuffer element = ByteBuffer.allocate(8 + packed.size()).order(ByteOrder.LITTLE_ENDIAN);
    element.putInt(15).putInt(packed.size()).put(packed.toByteArray());
    assertThat(packed.size()).isLessThan(200_000);
    assertRefused(fileOf(element.array()), "inflates to more than");
  }

  /** A buffer for each would be gigabytes. */
  @Test
  void many_compressed_elements_take_no_more_memory_than_their_bytes() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(0);
    }
    int each = 8 + packed.size();
    int times = (16 << 20) / each - 10;
    ByteBuffer elements = ByteBuffer.allocate(times * each).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < times; i++) {
      elements.putInt(15).putInt(packed.size()).put(packed.toByteArray());
    }
    byte[] file = fileOf(elements.array());
    assertThat(times).isGreaterThan(900_000);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);

    assertRefused(file, "an array was expected");

    assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(200L << 20);
  }

  @Test
  void deep_nesting_is_refused() throws IOException {
    int depth = 20_000;
    int each = 48;
    ByteBuffer bytes = ByteBuffer.allocate(depth * each).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < depth; i++) {
      bytes.putInt(14).putInt(each * (depth - i) - 8);
      bytes.putInt(6).putInt(8).putInt(1).putInt(0);
      bytes.putInt(5).putInt(8).putInt(i + 1 < depth ? 1 : 0).putInt(1);
      bytes.putInt(1).putInt(0);
    }
    assertRefused(fileOf(bytes.array()), "nested more than 32 deep");
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void damage_of_any_kind_gives_an_io_exception_or_points(long seed) throws IOException {
    Cell info =
        (Cell)
            Fixtures.imageInfo(
                Fixtures.location(new double[][] {{1, 2}, {3, 4}, {5, 6}}), Mat5.newScalar(3));
    byte[] whole = write(info, seed % 2 == 0 ? 0 : 9);
    SplittableRandom random = new SplittableRandom(seed);
    Path file = folder.resolve("damaged.mat");
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      for (int hits = random.nextInt(1, 5); hits > 0; hits--) {
        damaged[random.nextInt(100, damaged.length)] = (byte) random.nextInt();
      }
      if (random.nextInt(5) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      Files.write(file, damaged);
      try {
        new ShanghaiTechMat().read(file);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).as(String.format(Locale.ROOT, "%d refused", refused)).isGreaterThan(100);
  }

  private byte[] write(Array info, int level) throws IOException {
    Path file = folder.resolve("whole.mat");
    try (MatFile mat = Mat5.newMatFile().addArray("image_info", info);
        var sink = Sinks.newStreamingFile(file.toFile())) {
      Mat5.newWriter(sink).setDeflateLevel(level).writeMat(mat);
    }
    return Files.readAllBytes(file);
  }
}
