package io.github.crowdrank.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.network.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch 2.13.0 wrote, see {@code make_files.py}. */
class PyTorchFileTest {
  private static final int MUTATIONS = 4000;

  @TempDir private Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PyTorchFile.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name), resource(name));
  }

  private static float[] values(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name).values();
  }

  @Test
  void every_kind_of_number_and_view_is_read() throws IOException {
    float[] expected = new float[24];
    float[] turned = new float[24];
    for (int i = 0; i < 24; i++) {
      expected[i] = i / 4f - 1;
      turned[(i % 4 * 3 + i / 4 % 3) * 2 + i / 12] = expected[i];
    }

    Map<String, Tensor> tensors = PyTorchFile.read(file("kinds.pth"));

    assertThat(tensors.keySet())
        .containsExactly(
            "single",
            "half",
            "double",
            "bfloat16",
            "long",
            "turned",
            "second",
            "parameter",
            "empty");
    for (String name : List.of("single", "half", "double", "bfloat16")) {
      assertThat(values(tensors, name)).as(name).containsExactly(expected);
      assertThat(Objects.requireNonNull(tensors.get(name)).shape()).containsExactly(2, 3, 4);
    }
    assertThat(tensors.get("long")).extracting(Tensor::shape).isEqualTo(List.of());
    assertThat(values(tensors, "long")).containsExactly(7);
    assertThat(tensors.get("turned")).extracting(Tensor::shape).isEqualTo(List.of(4, 3, 2));
    assertThat(values(tensors, "turned")).containsExactly(turned);
    assertThat(values(tensors, "second")).containsExactly(Arrays.copyOfRange(expected, 12, 24));
    assertThat(values(tensors, "parameter")).containsExactly(Arrays.copyOf(expected, 4));
    assertThat(tensors.get("empty")).extracting(Tensor::shape).isEqualTo(List.of(0, 3));
  }

  @Test
  void a_checkpoint_gives_its_state_dict_without_what_parallel_training_adds() throws IOException {
    Map<String, Tensor> tensors = PyTorchFile.read(file("checkpoint.pth"));

    assertThat(tensors.keySet())
        .containsExactly(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked");
    assertThat(tensors.get("0.weight")).extracting(Tensor::shape).isEqualTo(List.of(2, 3, 3, 3));
    assertThat(values(tensors, "1.num_batches_tracked")).containsExactly(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "legacy.pth|is no zip file, as torch.save writes since PyTorch 1.6",
        "command.pth|it calls posix.system, which is no tensor and is never run",
        "module.pth|torch.nn.modules.container.Sequential",
        "program.pt|it is a program of TorchScript; save its state_dict",
        "make_files.py|is no zip file"
      })
  void everything_else_is_refused_by_name(String name, String said) throws IOException {
    Path file = file(name);
    assertThatExceptionOfType(PyTorchFormatException.class)
        .isThrownBy(() -> PyTorchFile.read(file))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(said);
  }

  /** The entries of a file, by name. */
  private Map<String, byte[]> entries(String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file(name).toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private Path zip(Map<String, byte[]> entries, int method) throws IOException {
    Path file = folder.resolve("made.pth");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        CRC32 crc = new CRC32();
        crc.update(content.getValue());
        entry.setMethod(method);
        entry.setSize(content.getValue().length);
        if (method == ZipEntry.STORED) {
          entry.setCompressedSize(content.getValue().length);
        }
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content.getValue());
      }
    }
    return file;
  }

  private void assertRefused(Map<String, byte[]> entries, int method, String said)
      throws IOException {
    Path file = zip(entries, method);
    assertThatExceptionOfType(PyTorchFormatException.class)
        .isThrownBy(() -> PyTorchFile.read(file))
        .withMessageContaining("made.pth")
        .withMessageContaining(said);
  }

  @Test
  void entries_that_do_not_fit_the_pickle_are_refused() throws IOException {
    Map<String, byte[]> entries = entries("kinds.pth");
    assertThat(PyTorchFile.read(zip(entries, ZipEntry.STORED))).hasSize(9);
    assertRefused(entries, ZipEntry.DEFLATED, "is compressed, which torch.save never does");

    Map<String, byte[]> shorter = new LinkedHashMap<>(entries);
    shorter.put("kinds/data/0", new byte[92]);
    assertRefused(shorter, ZipEntry.STORED, "24 values of 4 bytes but has 92 bytes");
    shorter.remove("kinds/data/0");
    assertRefused(shorter, ZipEntry.STORED, "24 values of 4 bytes but is missing");
    Map<String, byte[]> second = new LinkedHashMap<>(entries);
    second.put("other/data.pkl", new byte[1]);
    assertRefused(second, ZipEntry.STORED, "2 of them called data.pkl");
    Map<String, byte[]> order = new LinkedHashMap<>(entries);
    order.put("kinds/byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
    assertRefused(order, ZipEntry.STORED, "its byteorder is \"middle\"");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"kinds/data/0", "kinds/data/2", "kinds/data.pkl", "kinds/byteorder"})
  void an_entry_whose_checksum_does_not_fit_is_damaged(String entry) throws IOException {
    byte[] content = Objects.requireNonNull(entries("kinds.pth").get(entry));
    Path file = file("kinds.pth");
    byte[] whole = Files.readAllBytes(file);
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(new String(content, StandardCharsets.ISO_8859_1), text.indexOf(entry));
    whole[at + content.length - 1] ^= 1;
    Files.write(file, whole);

    assertThatExceptionOfType(PyTorchFormatException.class)
        .isThrownBy(() -> PyTorchFile.read(file))
        .withMessageStartingWith(file.toString())
        .withMessageContaining("entry \"" + entry + "\" is damaged: its CRC-32 should be ");
  }

  @Test
  void the_order_of_bytes_is_that_of_the_file() throws IOException {
    Map<String, byte[]> entries = entries("kinds.pth");
    entries.put("kinds/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = Objects.requireNonNull(entries.get("kinds/data/0"));
    for (int i = 0; i < bytes.length; i += 4) {
      byte[] value = Arrays.copyOfRange(bytes, i, i + 4);
      for (int j = 0; j < 4; j++) {
        bytes[i + j] = value[3 - j];
      }
    }

    Map<String, Tensor> tensors = PyTorchFile.read(zip(entries, ZipEntry.STORED));

    assertThat(values(tensors, "single")).startsWith(-1, -0.75f, -0.5f);
  }

  @Test
  void mutated_pickles_are_read_or_refused_and_never_more() throws IOException {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (String name : List.of("kinds", "checkpoint")) {
      byte[] pickle = Objects.requireNonNull(entries(name + ".pth").get(name + "/data.pkl"));
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] bytes = pickle.clone();
        for (int change = random.nextInt(3); change >= 0; change--) {
          int at = random.nextInt(2, bytes.length);
          bytes[at] =
              random.nextBoolean() ? (byte) random.nextInt() : bytes[random.nextInt(bytes.length)];
        }
        try {
          TensorPickle.read(bytes);
        } catch (PickleException e) {
          assertThat(e).as("seed %d, mutation %d", seed, i).message().isNotBlank();
          refused++;
        } catch (RuntimeException | Error e) {
          throw new AssertionError("seed %d, %s, mutation %d".formatted(seed, name, i), e);
        }
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 2);
  }

  @Test
  void mutated_and_cut_files_are_tensors_or_refused() throws IOException {
    long seed = 12;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = resource("kinds.pth");
    for (int i = 0; i < MUTATIONS / 5; i++) {
      byte[] bytes =
          Arrays.copyOf(
              whole, random.nextBoolean() ? whole.length : random.nextInt(2, whole.length));
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      Path file = Files.write(folder.resolve("mutated.pth"), bytes);
      try {
        PyTorchFile.read(file);
      } catch (PyTorchFormatException e) {
        assertThat(e).as("seed %d, mutation %d", seed, i).hasMessageContaining("mutated.pth");
      }
    }
  }

  /** Small pickles that ask for much. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "9223372036854775807|1|1|has 9223372036854775807 values",
        "24|2147483647|0|does not lie in the 24 values",
        "24|5|6|does not lie in the 24 values",
        "500000000|4|1|should have 500000000 values"
      })
  void what_a_tensor_asks_for_has_to_be_there(long count, int side, int stride, String said)
      throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2, '}'});
    text(pickle, "a");
    pickle.writeBytes("ctorch._utils\n_rebuild_tensor_v2\n((".getBytes(StandardCharsets.US_ASCII));
    text(pickle, "storage");
    pickle.writeBytes("ctorch\nFloatStorage\n".getBytes(StandardCharsets.US_ASCII));
    text(pickle, "0");
    text(pickle, "cpu");
    number(pickle, count);
    pickle.writeBytes("tQ".getBytes(StandardCharsets.US_ASCII));
    number(pickle, 0);
    number(pickle, side);
    pickle.write(0x85);
    number(pickle, stride);
    pickle.writeBytes(new byte[] {(byte) 0x85, 't', 'R', 's', '.'});
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("m/data.pkl", pickle.toByteArray());
    entries.put("m/data/0", new byte[96]);

    assertRefused(entries, ZipEntry.STORED, said);
  }

  /** A tensor of the storage {@code 0} as a pickle says it. */
  private static void tensor(ByteArrayOutputStream pickle, String key, long count, int side) {
    pickle.writeBytes("ctorch._utils\n_rebuild_tensor_v2\n((".getBytes(StandardCharsets.US_ASCII));
    text(pickle, "storage");
    pickle.writeBytes("ctorch\nFloatStorage\n".getBytes(StandardCharsets.US_ASCII));
    text(pickle, key);
    text(pickle, "cpu");
    number(pickle, count);
    pickle.writeBytes("tQ".getBytes(StandardCharsets.US_ASCII));
    number(pickle, 0);
    number(pickle, side);
    pickle.write(0x85);
    number(pickle, 1);
    pickle.writeBytes(new byte[] {(byte) 0x85, 't', 'R'});
  }

  /** Many a training keeps its best error beside the weights, as a tensor. */
  @Test
  void tensors_beside_the_state_dict_do_not_hide_it() throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2, '}', '('});
    text(pickle, "best_error");
    tensor(pickle, "0", 24, 1);
    text(pickle, "state_dict");
    pickle.writeBytes(new byte[] {'}', '('});
    text(pickle, "weight");
    tensor(pickle, "0", 24, 24);
    pickle.writeBytes(new byte[] {'u', 'u', '.'});
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("m/data.pkl", pickle.toByteArray());
    entries.put("m/data/0", new byte[96]);

    assertThat(PyTorchFile.read(zip(entries, ZipEntry.STORED)).keySet()).containsExactly("weight");
  }

  /** Entries that all lie on the same bytes: each is read, so the file would be read for hours. */
  @Test
  void storages_that_together_are_more_than_the_file_holds_are_refused() throws IOException {
    int tensors = 50;
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2, '}', '('});
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < tensors; i++) {
      text(pickle, "tensor" + i);
      tensor(pickle, "" + (char) ('A' + i), 10_000, 1);
      // Empty to be written; the directory will say that each has the bytes of the first.
      entries.put("m/data/" + (char) ('A' + i), new byte[i == 0 ? 40_000 : 0]);
    }
    pickle.writeBytes(new byte[] {'u', '.'});
    entries.put("m/data.pkl", pickle.toByteArray());
    Path file = zip(entries, ZipEntry.STORED);
    ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int first = -1;
    int changed = 0;
    for (int at = 0; at < zip.capacity() - 46; at++) {
      boolean isEntry = zip.getInt(at) == 0x02014b50 && zip.getShort(at + 28) == 8;
      if (isEntry && first < 0) {
        first = at;
      } else if (isEntry) {
        // Checksum, sizes and place as those of the first.
        for (int field : new int[] {16, 20, 24, 42}) {
          zip.putInt(at + field, zip.getInt(first + field));
        }
        changed++;
      }
    }
    assertThat(changed).isEqualTo(tensors - 1);
    Files.write(file, zip.array());

    assertThatExceptionOfType(PyTorchFormatException.class)
        .isThrownBy(() -> PyTorchFile.read(file))
        .withMessageContaining("2000000 bytes")
        .withMessageContaining("the file has " + zip.capacity());
  }

  @Test
  void a_folder_is_none_and_named() throws IOException {
    assertThat(PyTorchFile.isOne(folder)).isFalse();
    assertThatExceptionOfType(PyTorchFormatException.class)
        .isThrownBy(() -> PyTorchFile.read(folder))
        .withMessageStartingWith(folder + " is ");
  }

  private static void text(ByteArrayOutputStream pickle, String text) {
    pickle.writeBytes(new byte[] {'X', (byte) text.length(), 0, 0, 0});
    pickle.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void number(ByteArrayOutputStream pickle, long number) {
    pickle.writeBytes(new byte[] {(byte) 0x8a, 8});
    for (int i = 0; i < 8; i++) {
      pickle.write((int) (number >>> (8 * i)));
    }
  }
}
