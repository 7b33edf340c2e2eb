package io.github.crowdrank.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.crowdrank.pytorch.PyTorchFile;
import io.github.crowdrank.pytorch.PyTorchFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes are tensors that PyTorch saved or refused as none; nothing that they name is run. */
@Tag("fuzz")
class PyTorchFileFuzzTest {
  @TempDir private static Path folder;

  @FuzzTest
  void bytes_are_tensors_or_refused(byte[] bytes) throws IOException {
    try {
      PyTorchFile.read(Files.write(folder.resolve("fuzzed.pth"), bytes));
    } catch (PyTorchFormatException e) {
      Refusal.require(e);
    }
  }
}
