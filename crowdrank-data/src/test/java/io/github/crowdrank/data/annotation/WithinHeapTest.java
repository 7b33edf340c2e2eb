package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithinHeapTest {
  private static final int IMAGES = 12;
  private static final int POINTS = 90_000;

  @TempDir private Path folder;

  /** Reads files with little memory. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] files) {
      read(AnnotationReader.csv(), files[0]);
      read(AnnotationReader.jsonLines(), files[1]);
      read(AnnotationReader.cvat(Labels.people()), files[2]);
    }

    private static void read(AnnotationReader reader, String file) {
      try {
        System.out.println("read " + reader.read(Path.of(file)).size());
      } catch (IOException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  private Path file(String name, String start, String image, String point, String end)
      throws IOException {
    Path file = folder.resolve(name);
    try (Writer text = Files.newBufferedWriter(file)) {
      text.write(start);
      for (int i = 0; i < IMAGES; i++) {
        String number = String.valueOf(i);
        text.write(
            image.replace("#", number).replace("$", point.replace("#", number).repeat(POINTS)));
      }
      text.write(end);
    }
    return file;
  }

  @Test
  void a_file_of_more_points_than_there_is_memory_for_is_refused() throws Exception {
    Path csv = file("a.csv", "image,x,y\n", "$", "#.jpg,1,2\n", "");
    Path lines = file("a.jsonl", "", "{\"image\":\"#.jpg\",\"points\":[$[1,2]]}\n", "[1,2],", "");
    Path cvat =
        file(
            "a.xml",
            "<annotations>",
            "<image name='#.jpg' width='9' height='9'><points label='head' points='$1,2'/></image>",
            "1,2;",
            "</annotations>");
    Path output = folder.resolve("output");

    Process process =
        JavaProcess.of(
                List.of("-Xmx24m", "-XX:+UseSerialGC"),
                Reading.class,
                csv.toString(),
                lines.toString(),
                cvat.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(output))
        .hasSize(3)
        .containsOnly("IOException: it does not fit into the heap; raise -Xmx");
  }
}
