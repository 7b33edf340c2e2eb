package io.github.crowdrank.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.safetensors.SafetensorsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged model files are refused with the reason, or are the very model. */
@Tag(HardeningPart.TAG)
class ModelFileHardeningTest {
  private static final Duration ALLOWED = Duration.ofMillis(50);

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final CrowdModel model = SparseExpertTest.both();
  private byte[] whole = {};
  private int headerEnd;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("whole.crowdrank");
    ModelFile.write(model, file);
    whole = Files.readAllBytes(file);
    headerEnd = headerEnd(whole);
    // The first readings load classes.
    ModelFile.read(file);
    read(flipped(whole, headerEnd, 1));
    read(spliced(whole, 9, 1, new byte[0]));
    outcomes.clear();
  }

  private static int headerEnd(byte[] file) {
    return 8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private void read(byte[] file) throws IOException {
    try {
      assertThat(ModelFile.read(new ByteArrayInputStream(file), "damaged")).isEqualTo(model);
      outcomes.merge("identical", 1, Integer::sum);
    } catch (ModelFormatException | SafetensorsException e) {
      assertThat(e.getMessage()).startsWith("damaged is no ");
      outcomes.merge("refused", 1, Integer::sum);
    }
  }

  @Test
  void mutations_are_refused_or_identical() throws Exception {
    HardeningPart part = HardeningPart.begin("model-mutations", "Mutated model files");
    part.worstAllowed(ALLOWED);
    for (int seed = 0; seed < part.cases(10_000, 2_000); seed++) {
      byte[] mutated = mutated(new SplittableRandom(seed));
      part.compute("seed " + seed, () -> read(mutated));
    }
    assertThat(outcomes.getOrDefault("refused", 0)).isGreaterThan(part.cases(9_000, 1_800));
    part.end(outcomes.toString());
  }

  /** One to four changes, half of them where the structure is. */
  private byte[] mutated(SplittableRandom random) {
    byte[] file = whole;
    for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
      int at = random.nextInt(random.nextBoolean() ? headerEnd : file.length);
      int length = random.nextInt(1, 20);
      file =
          switch (random.nextInt(6)) {
            case 0 -> flipped(file, at, random.nextInt(8));
            case 1 -> spliced(file, at, 0, random(random, length));
            case 2 -> spliced(file, at, length, new byte[0]);
            case 3 -> spliced(file, at, length, random(random, length));
            case 4 -> spliced(file, at, 0, Arrays.copyOfRange(whole, at / 2, at / 2 + length));
            default -> withOtherNumber(file, at, random);
          };
    }
    return file;
  }

  private static byte[] random(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] flipped(byte[] file, int at, int bit) {
    byte[] result = file.clone();
    result[Math.min(at, result.length - 1)] ^= (byte) (1 << bit);
    return result;
  }

  private static byte[] spliced(byte[] file, int at, int removed, byte[] inserted) {
    int from = Math.min(at, file.length);
    int until = Math.min(from + removed, file.length);
    ByteBuffer result = ByteBuffer.allocate(from + inserted.length + file.length - until);
    return result.put(file, 0, from).put(inserted).put(file, until, file.length - until).array();
  }

  /** Replaces the next number of the text, and corrects the length of the header. */
  private static byte[] withOtherNumber(byte[] file, int at, SplittableRandom random) {
    int from = Math.min(at, file.length);
    while (from < file.length && (file[from] < '0' || file[from] > '9')) {
      from++;
    }
    int until = from;
    while (until < file.length && file[until] >= '0' && file[until] <= '9') {
      until++;
    }
    String[] numbers = {"0", "-1", "1e9", "2147483648", "9223372036854775807", "16384", "NaN"};
    byte[] number = numbers[random.nextInt(numbers.length)].getBytes(StandardCharsets.US_ASCII);
    byte[] result = spliced(file, from, until - from, number);
    if (result.length >= 8) {
      ByteBuffer header = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
      header.putLong(0, header.getLong(0) + number.length - (until - from));
    }
    return result;
  }

  @Test
  void cuts_are_refused() throws Exception {
    HardeningPart part =
        HardeningPart.begin(
            "model-cuts",
            "Model files cut at each byte of the header, the bundled one at 1,000 places behind it");
    part.worstAllowed(ALLOWED);
    int step = part.cases(1, 7);
    for (int length = 0; length < headerEnd; length += step) {
      cut(part, whole, length);
    }
    Path file = folder.resolve("bundled.crowdrank");
    ModelFile.write(BundledModel.COMPACT.load(), file);
    byte[] bundled = Files.readAllBytes(file);
    int bodyBegins = headerEnd(bundled);
    int places = part.cases(1_000, 100);
    for (int i = 0; i < places; i++) {
      cut(part, bundled, bodyBegins + (int) ((bundled.length - bodyBegins) * (long) i / places));
    }
    assertThat(outcomes.keySet()).containsExactly("refused");
    part.end(outcomes.toString());
  }

  private void cut(HardeningPart part, byte[] file, int length) throws Exception {
    byte[] cut = Arrays.copyOf(file, length);
    part.compute("cut at " + length, () -> read(cut));
  }

  /** The file is there in full length, as holes: nothing but the heap can be too small. */
  @Test
  void weights_larger_than_the_heap_are_refused_before_they_are_allocated() throws IOException {
    long bytes = 1L << 31;
    String header =
        "{\"x\":{\"dtype\":\"BF16\",\"shape\":[1073741824],\"data_offsets\":[0,%d]}}"
            .formatted(bytes);
    Path file = folder.resolve("large.crowdrank");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      ByteBuffer start = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
      start.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
      out.write(start.array());
      out.setLength(start.capacity() + bytes);
    }

    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> ModelFile.read(file))
        .withMessageContaining("its weights need 4096 MiB but")
        .withMessageEndingWith("MiB of heap are free; raise -Xmx");
  }
}
