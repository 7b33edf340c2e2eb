package io.github.crowdrank.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.ModelFormatException;
import io.github.crowdrank.model.Signature;
import io.github.crowdrank.safetensors.SafetensorsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/**
 * Any bytes are a model or refused as none, and so are they with the right checksum, which a fuzzer
 * does not find.
 */
@Tag("fuzz")
class ModelFileFuzzTest {
  @FuzzTest
  void bytes_are_a_model_or_refused(byte[] file) throws IOException {
    read(file);
    byte[] signed = Signature.renewed(file);
    if (!Arrays.equals(signed, file)) {
      read(signed);
    }
  }

  private static void read(byte[] file) throws IOException {
    try {
      ModelFile.read(new ByteArrayInputStream(file), "fuzzed");
    } catch (ModelFormatException | SafetensorsException e) {
      Refusal.require(e);
    }
  }
}
