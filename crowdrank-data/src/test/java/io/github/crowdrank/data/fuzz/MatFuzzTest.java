package io.github.crowdrank.data.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.crowdrank.data.annotation.AnnotationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes are the points of a MATLAB file or an {@link IOException}, in each of its layouts. */
@Tag("fuzz")
class MatFuzzTest {
  private static final List<AnnotationReader> READERS =
      List.of(
          AnnotationReader.shanghaiTech(), AnnotationReader.annPoints(), AnnotationReader.frames());

  @TempDir private Path folder;

  @FuzzTest
  void bytes_are_points_or_refused(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve("fuzzed.mat"), input);
    for (AnnotationReader reader : READERS) {
      try {
        reader.read(file);
      } catch (IOException e) {
        if (e.getMessage() == null) {
          throw new AssertionError("a refusal without a reason", e);
        }
      }
    }
  }
}
