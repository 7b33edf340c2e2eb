package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.crowdrank.density.HeadPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Damages annotation files as disks, transfers and attackers do, and holds readers to their
 * promise: a file is read, or refused with a reason, in bounded memory. A seed always gives the
 * same damage.
 */
public final class AnnotationMutations {
  /** What one reading may allocate: some mebibytes, and more for larger files. */
  private static final long ALLOCATED_BYTES = 16 << 20;

  private static final int ALLOCATED_BYTES_PER_BYTE = 64;
  private static final byte[] TELLING =
      "\0\n \"<>{}[],:;-+.eE019&%\u00ff".getBytes(StandardCharsets.ISO_8859_1);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AnnotationMutations() {}

  /** What became of a damaged file. */
  public record Reading(boolean refused, long nanoseconds, long allocatedBytes) {}

  /** The seeds of a test: 300 of them, or as many as {@code -Dcrowdrank.fuzz.seeds} says. */
  public static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("crowdrank.fuzz.seeds", 300));
  }

  /** A file damaged in one to three ways: flipped bits, cut, overwritten, sizes enlarged. */
  public static byte[] binary(byte[] good, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] file = good.clone();
    for (int hits = random.nextInt(1, 4); hits > 0 && file.length > 0; hits--) {
      file =
          switch (random.nextInt(5)) {
            case 0 -> flipBits(file, random);
            case 1 -> cut(file, random);
            case 2 -> overwrite(file, random);
            case 3 -> repeatOrLeaveOut(file, random);
            default -> enlarge(file, random);
          };
    }
    return file;
  }

  /** A text damaged in one to three ways: as bytes, or lines doubled, left out or exchanged. */
  public static byte[] text(byte[] good, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] file = good.clone();
    for (int hits = random.nextInt(1, 4); hits > 0 && file.length > 0; hits--) {
      file =
          switch (random.nextInt(4)) {
            case 0 -> binary(file, random.nextLong());
            case 1 -> sprinkle(file, random);
            case 2 -> digits(file, random);
            default -> lines(file, random);
          };
    }
    return file;
  }

  /**
   * Reads a damaged file.
   *
   * @param file where to write it
   * @throws AssertionError if it is neither read with sound points nor refused with a reason, or
   *     took more memory than there is reason for
   */
  public static Reading assertReadOrRefused(AnnotationReader reader, byte[] mutated, Path file)
      throws IOException {
    Files.write(file, mutated);
    List<Annotation> annotations = List.of();
    IOException refusal = null;
    long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    long nanoseconds = System.nanoTime();
    try {
      annotations = reader.read(file);
    } catch (IOException e) {
      refusal = e;
    }
    nanoseconds = System.nanoTime() - nanoseconds;
    allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
    annotations.forEach(AnnotationMutations::assertSound);
    if (refusal != null) {
      assertThat(refusal.getMessage())
          .isNotBlank()
          .doesNotEndWith(": null")
          .doesNotContain("Exception");
    }
    assertThat(allocated)
        .as("bytes allocated for a file of " + mutated.length)
        .isLessThan(ALLOCATED_BYTES + (long) ALLOCATED_BYTES_PER_BYTE * mutated.length);
    return new Reading(refusal != null, nanoseconds, allocated);
  }

  private static void assertSound(Annotation annotation) {
    assertThat(annotation.points()).hasSizeLessThanOrEqualTo(AnnotationReader.MOST_POINTS);
    for (HeadPoint point : annotation.points()) {
      assertThat(Double.isFinite(point.x()) && Double.isFinite(point.y())).isTrue();
    }
  }

  private static byte[] flipBits(byte[] file, SplittableRandom random) {
    for (int flips = random.nextInt(1, 9); flips > 0; flips--) {
      file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  private static byte[] cut(byte[] file, SplittableRandom random) {
    return Arrays.copyOf(file, random.nextInt(file.length));
  }

  private static byte[] overwrite(byte[] file, SplittableRandom random) {
    int from = random.nextInt(file.length);
    int to = Math.min(file.length, from + random.nextInt(1, 65));
    byte filling = (byte) random.nextInt();
    for (int i = from; i < to; i++) {
      file[i] = random.nextBoolean() ? filling : (byte) random.nextInt();
    }
    return file;
  }

  private static byte[] repeatOrLeaveOut(byte[] file, SplittableRandom random) {
    int from = random.nextInt(file.length);
    int to = Math.min(file.length, from + random.nextInt(1, 65));
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(file, 0, random.nextBoolean() ? from : to);
    result.write(file, random.nextBoolean() ? from : to, file.length - to);
    return result.toByteArray();
  }

  /** Puts a large number where formats keep sizes: in four bytes at a multiple of four. */
  private static byte[] enlarge(byte[] file, SplittableRandom random) {
    if (file.length < 4) {
      return file;
    }
    int at = random.nextInt(file.length / 4) * 4;
    int large =
        switch (random.nextInt(4)) {
          case 0 -> Integer.MAX_VALUE - random.nextInt(16);
          case 1 -> -random.nextInt(1, 17);
          case 2 -> 1 << random.nextInt(8, 31);
          default -> random.nextInt(1, file.length * 2 + 1);
        };
    boolean littleEndian = random.nextBoolean();
    for (int i = 0; i < 4; i++) {
      file[at + i] = (byte) (large >>> (8 * (littleEndian ? i : 3 - i)));
    }
    return file;
  }

  private static byte[] sprinkle(byte[] file, SplittableRandom random) {
    for (int hits = random.nextInt(1, 5); hits > 0; hits--) {
      file[random.nextInt(file.length)] = TELLING[random.nextInt(TELLING.length)];
    }
    return file;
  }

  /** Makes a number of the text very long. */
  private static byte[] digits(byte[] file, SplittableRandom random) {
    int at = random.nextInt(file.length);
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(file, 0, at);
    byte[] digits = new byte[1 << random.nextInt(12)];
    Arrays.fill(digits, (byte) ('0' + random.nextInt(10)));
    result.writeBytes(digits);
    result.write(file, at, file.length - at);
    return result.toByteArray();
  }

  private static byte[] lines(byte[] file, SplittableRandom random) {
    List<String> lines =
        new ArrayList<>(new String(file, StandardCharsets.ISO_8859_1).lines().toList());
    if (lines.isEmpty()) {
      return file;
    }
    int line = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> lines.add(random.nextInt(lines.size()), lines.get(line));
      case 1 -> lines.remove(line);
      default -> Collections.swap(lines, line, random.nextInt(lines.size()));
    }
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }
}
