package io.github.crowdrank.data.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes are annotations or an {@link IOException}. The first byte chooses the format. */
@Tag("fuzz")
class AnnotationFuzzTest {
  private static final List<AnnotationReader> READERS =
      List.of(
          AnnotationReader.csv(),
          AnnotationReader.jsonLines(),
          AnnotationReader.coco(Labels.people()),
          AnnotationReader.labelMe(Labels.people()),
          AnnotationReader.cvat(Labels.people()),
          AnnotationReader.pascalVoc(Labels.people()),
          AnnotationReader.jhuCrowd(),
          AnnotationReader.nwpuCrowd());

  @TempDir private Path folder;

  @FuzzTest
  void bytes_are_annotations_or_refused(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    AnnotationReader reader = READERS.get((input[0] & 255) % READERS.size());
    Path file = folder.resolve("fuzzed");
    Files.write(file, Arrays.copyOfRange(input, 1, input.length));
    try {
      reader.read(file);
    } catch (IOException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("a refusal without a reason", e);
      }
    }
  }
}
