package io.github.crowdrank.pytorch;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages tell what a file holds, and a hostile one can neither flood nor command a terminal. */
class PyTorchMessageTest {
  private static final String FOREIGN = "\u001b[2J\r\u0007" + "x".repeat(60_000);
  private static final String CALL = "ctorch._utils\n_rebuild_tensor_v2\n";

  @TempDir private Path folder;

  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

  private void ascii(String codes) {
    pickle.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    pickle.write('X');
    for (int i = 0; i < 4; i++) {
      pickle.write(bytes.length >>> (8 * i));
    }
    pickle.writeBytes(bytes);
  }

  private void number(int number) {
    pickle.write('J');
    for (int i = 0; i < 4; i++) {
      pickle.write(number >>> (8 * i));
    }
  }

  private void storage(String type, String key, int count) {
    ascii("(");
    text("storage");
    ascii("ctorch\n" + type + "\n");
    text(key);
    text("cpu");
    number(count);
    ascii("tQ");
  }

  /** A dictionary with a tensor of one side. */
  private void tensor(String key, int count, int side) {
    ascii("}");
    text("a");
    ascii(CALL + "(");
    storage("FloatStorage", key, count);
    number(0);
    number(side);
    pickle.write(0x85);
    number(1);
    pickle.write(0x85);
    ascii("tRs");
  }

  private void assertTold(String said) throws IOException {
    assertTold(said, Map.of());
  }

  private void assertTold(String said, Map<String, byte[]> more) throws IOException {
    ascii(".");
    byte[] header = {(byte) 0x80, 2};
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(header);
    whole.writeBytes(pickle.toByteArray());
    Path file = folder.resolve("made.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      write(zip, "m/data.pkl", whole.toByteArray());
      for (Map.Entry<String, byte[]> entry : more.entrySet()) {
        write(zip, entry.getKey(), entry.getValue());
      }
    }
    assertThatExceptionOfType(PyTorchFormatException.class)
        .isThrownBy(() -> PyTorchFile.read(file))
        .withMessageContaining(said)
        .extracting(Throwable::getMessage)
        .matches(it -> it.length() < 1000, "is short")
        .matches(it -> it.chars().noneMatch(Character::isISOControl), "has no controls");
  }

  private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
  }

  @Test
  void what_it_calls() throws IOException {
    ascii("c" + FOREIGN + "\n" + FOREIGN + "\n)R");

    assertTold("it calls \\u001b[2J\\u000d\\u0007xxx");
  }

  @Test
  void what_its_values_are_in() throws IOException {
    storage(FOREIGN, "0", 1);

    assertTold("values are in a torch.\\u001b[2J");
  }

  @Test
  void a_storage_that_is_too_large() throws IOException {
    storage("FloatStorage", "line\n" + FOREIGN, Integer.MAX_VALUE);

    assertTold("storage \"line\\u000a\\u001b[2J");
  }

  @Test
  void a_storage_that_a_tensor_does_not_lie_in() throws IOException {
    tensor(FOREIGN, 1, 2);

    assertTold("does not lie in the 1 values of storage \"\\u001b[2J");
  }

  @Test
  void an_entry_that_is_missing() throws IOException {
    tensor(FOREIGN, 1, 1);

    assertTold("entry \"m/data/\\u001b[2J");
  }

  @Test
  void an_order_of_bytes() throws IOException {
    tensor("0", 1, 1);

    assertTold(
        "its byteorder is \"\\u001b[2J\"",
        Map.of(
            "m/data/0",
            new byte[4],
            "m/byteorder",
            "\u001b[2J".getBytes(StandardCharsets.US_ASCII)));
  }
}
