package io.github.crowdrank.model;

import io.github.crowdrank.safetensors.Safetensors;
import io.github.crowdrank.safetensors.SafetensorsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Makes the checksum of a changed model file right again: what lies behind it is to be reached. */
public final class Signature {
  private Signature() {}

  /** The file with its right checksum; the very bytes if there is none to correct. */
  public static byte[] renewed(byte[] file) throws IOException {
    Safetensors content;
    try {
      content = Safetensors.read(new ByteArrayInputStream(file), "to be signed");
    } catch (SafetensorsException e) {
      return file;
    }
    String told = content.metadata().getOrDefault(Checksum.KEY, "");
    if (!told.matches("[0-9a-f]{64}")) {
      return file;
    }
    return new String(file, StandardCharsets.ISO_8859_1)
        .replace(told, Checksum.of(content.metadata(), content.tensors()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
