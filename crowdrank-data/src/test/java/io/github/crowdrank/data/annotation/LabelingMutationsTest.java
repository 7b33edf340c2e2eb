package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.density.HeadPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files of every format people label in, some hundreds of each and more with {@code
 * -Dcrowdrank.fuzz.seeds=10000}.
 */
class LabelingMutationsTest {
  @TempDir private Path folder;

  static Stream<Arguments> files() throws IOException {
    Labels labels = Labels.people();
    return Stream.of(
        file("csv", AnnotationReader.csv(), bytes(AnnotationWriter.csv(), 1)),
        file(
            "csv of many images",
            AnnotationReader.csv(),
            "image;x;y;note\na.jpg;1;2.5;\"a; b\"\nb.jpg;-3e1;4;\na.jpg;5;6;c\nc.jpg;;;\n"
                .getBytes(StandardCharsets.UTF_8)),
        file("jsonl", AnnotationReader.jsonLines(), bytes(AnnotationWriter.jsonLines(), 4)),
        file("coco", AnnotationReader.coco(labels), bytes(AnnotationWriter.coco(), 3)),
        file("labelme", AnnotationReader.labelMe(labels), withoutNull(AnnotationWriter.labelMe())),
        file("cvat", AnnotationReader.cvat(labels), bytes(AnnotationWriter.cvat(), 4)),
        file("voc", AnnotationReader.pascalVoc(labels), bytes(AnnotationWriter.pascalVoc(16), 1)));
  }

  private static Arguments file(String name, AnnotationReader reader, byte[] good) {
    return Arguments.of(Named.of(name, reader), name, good);
  }

  private static byte[] bytes(AnnotationWriter writer, int images) throws IOException {
    SplittableRandom random = new SplittableRandom(images);
    List<Annotation> annotations = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      List<HeadPoint> points =
          random.doubles(6).mapToObj(x -> new HeadPoint(640 * x, random.nextInt(480))).toList();
      annotations.add(
          new Annotation("street " + i + ".jpg", Optional.of(new ImageSize(640, 480)), points));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(annotations, out);
    return out.toByteArray();
  }

  /** The mutations look for that word in refusals, which may quote what they found. */
  private static byte[] withoutNull(AnnotationWriter writer) throws IOException {
    return new String(bytes(writer, 1), StandardCharsets.UTF_8)
        .replace("null", "0")
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("files")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void damaged_files_are_read_or_refused(AnnotationReader reader, String name, byte[] good)
      throws IOException {
    Path file = folder.resolve("damaged");
    assertThat(AnnotationMutations.assertReadOrRefused(reader, good, file).refused()).isFalse();
    int refused = 0;
    for (long seed : AnnotationMutations.seeds().toArray()) {
      byte[] damaged = AnnotationMutations.text(good, seed);
      try {
        refused += AnnotationMutations.assertReadOrRefused(reader, damaged, file).refused() ? 1 : 0;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
    assertThat(refused).isPositive();
  }
}
