package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.annotation.AnnotationMutations.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PrimitiveIterator;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/**
 * Damaged files of the benchmarks. Each test damages a file in 300 ways; longer with {@code
 * -Dcrowdrank.fuzz.seeds=10000}, which prints what became of them.
 */
class BenchmarkMutationsTest {
  private static final int HEADER = 128;

  @TempDir private Path folder;

  /** Damages a file from a seed. */
  @FunctionalInterface
  private interface Damage {
    byte[] apply(byte[] good, long seed) throws IOException;
  }

  private void hold(String name, AnnotationReader reader, byte[] good, Damage damage)
      throws IOException {
    Path file = folder.resolve("damaged");
    assertThat(AnnotationMutations.assertReadOrRefused(reader, good, file).refused()).isFalse();
    List<Reading> readings = new ArrayList<>();
    for (PrimitiveIterator.OfLong seeds = AnnotationMutations.seeds().iterator();
        seeds.hasNext(); ) {
      long seed = seeds.nextLong();
      try {
        readings.add(
            AnnotationMutations.assertReadOrRefused(reader, damage.apply(good, seed), file));
      } catch (Exception | Error e) {
        throw new AssertionError(name + ", seed=" + seed + ": " + e, e);
      }
    }
    long refused = readings.stream().filter(Reading::refused).count();
    if (System.getProperty("crowdrank.fuzz.seeds") != null) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d read, %d refused, slowest %.1f ms, at most %d KiB allocated%n",
          name,
          readings.size() - refused,
          refused,
          readings.stream().mapToLong(Reading::nanoseconds).max().orElse(0) / 1e6,
          readings.stream().mapToLong(Reading::allocatedBytes).max().orElse(0) >> 10);
    }
    assertThat(refused).isBetween(1L, readings.size() - 1L);
  }

  private static double[][] heads(int count, int columns) {
    double[][] heads = new double[count][columns];
    for (int i = 0; i < count; i++) {
      heads[i][0] = 10.25 + i;
      heads[i][1] = 20 + i * i;
    }
    return heads;
  }

  private static MatFile annPoints() {
    return Mat5.newMatFile().addArray("annPoints", Fixtures.location(heads(40, 2)));
  }

  private static MatFile mall() {
    Matrix count = Mat5.newMatrix(4, 1);
    for (int i = 0; i < 4; i++) {
      count.setDouble(i, 2 * i);
    }
    return Mat5.newMatFile()
        .addArray("frame", Fixtures.frames(heads(0, 2), heads(2, 2), heads(4, 2), heads(6, 2)))
        .addArray("count", count);
  }

  private static byte[] bytes(MatFile mat, int deflateLevel, ByteOrder order) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(order);
    try (mat;
        var sink = Sinks.wrap(buffer)) {
      Mat5.newWriter(sink).setDeflateLevel(deflateLevel).writeMat(mat);
    }
    byte[] file = new byte[buffer.position()];
    buffer.flip().get(file);
    return file;
  }

  private static byte[] plain(MatFile mat) throws IOException {
    return bytes(mat, 0, ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void ann_points() throws IOException {
    hold(
        "annPoints", AnnotationReader.annPoints(), plain(annPoints()), AnnotationMutations::binary);
  }

  @Test
  void big_endian_ann_points() throws IOException {
    hold(
        "annPoints, big endian",
        AnnotationReader.annPoints(),
        bytes(annPoints(), 0, ByteOrder.BIG_ENDIAN),
        AnnotationMutations::binary);
  }

  @Test
  void compressed_ann_points() throws IOException {
    hold(
        "annPoints, compressed",
        AnnotationReader.annPoints(),
        bytes(annPoints(), 9, ByteOrder.LITTLE_ENDIAN),
        AnnotationMutations::binary);
  }

  @Test
  void what_is_compressed_after_it_was_damaged() throws IOException {
    hold(
        "frames, damaged inside",
        AnnotationReader.frames(),
        plain(mall()),
        BenchmarkMutationsTest::damageAndCompress);
  }

  /** So that the damage is not found by the checksum of the compression. */
  private static byte[] damageAndCompress(byte[] good, long seed) throws IOException {
    byte[] damaged = AnnotationMutations.binary(good, seed);
    if (damaged.length <= HEADER) {
      return damaged;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(damaged, HEADER, damaged.length - HEADER);
    }
    ByteBuffer file =
        ByteBuffer.allocate(HEADER + 8 + packed.size()).order(ByteOrder.LITTLE_ENDIAN);
    file.put(good, 0, HEADER).putInt(15).putInt(packed.size()).put(packed.toByteArray());
    return file.array();
  }

  @Test
  void shanghai_tech() throws IOException {
    MatFile mat =
        Mat5.newMatFile()
            .addArray(
                "image_info",
                Fixtures.imageInfo(Fixtures.location(heads(20, 2)), Mat5.newScalar(20)));
    hold("ShanghaiTech", AnnotationReader.shanghaiTech(), plain(mat), AnnotationMutations::binary);
  }

  @Test
  void frames_of_mall() throws IOException {
    hold("Mall", AnnotationReader.frames(), plain(mall()), AnnotationMutations::binary);
  }

  @Test
  void frames_of_ucsd() throws IOException {
    MatFile mat =
        Mat5.newMatFile()
            .addArray("frame", Fixtures.frames(heads(1, 3), heads(5, 3), heads(11, 3)));
    hold("UCSD", AnnotationReader.frames(), plain(mat), AnnotationMutations::binary);
  }

  @Test
  void text_of_jhu_crowd() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append(10 * i).append(' ').append(7 * i + 3).append(" 12 14 ").append(i % 3 + 1);
      text.append(' ').append(i % 2).append('\n');
    }
    hold("JHU-CROWD++", AnnotationReader.jhuCrowd(), ascii(text), AnnotationMutations::text);
  }

  @Test
  void json_of_nwpu_crowd() throws IOException {
    StringBuilder text =
        new StringBuilder("{\"img_id\": \"0001.jpg\", \"human_num\": 20,\n\"points\": [");
    for (int i = 0; i < 20; i++) {
      text.append(i == 0 ? "" : ", ").append('[').append(12 * i).append(", ").append(i).append(']');
    }
    text.append("],\n\"boxes\": [");
    for (int i = 0; i < 20; i++) {
      text.append(i == 0 ? "" : ", ").append("[1, 2, ").append(12 * i).append(", ").append(i + 3);
      text.append(']');
    }
    hold(
        "NWPU-Crowd",
        AnnotationReader.nwpuCrowd(),
        ascii(text.append("]}")),
        AnnotationMutations::text);
  }

  private static byte[] ascii(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
