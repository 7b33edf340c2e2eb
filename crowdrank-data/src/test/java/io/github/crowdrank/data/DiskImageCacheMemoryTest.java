package io.github.crowdrank.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.synthetic.EmptyScenes;
import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache in a process that lacks memory. */
class DiskImageCacheMemoryTest {
  @TempDir private Path folder;

  /** Reads an image of more bytes than it may set aside outside the heap, through a cache. */
  static final class LittleMemory {
    private static final int SIDE = 700;

    /** Of an image that does not fit into the heap. */
    private static final int DAMAGED_SIDE = 20_000;

    private LittleMemory() {}

    public static void main(String[] arguments) throws IOException {
      UnlabeledImages plain = new EmptyScenes(1, SIDE, SIDE, 1).unlabeled();
      CountedImages counted = new CountedImages(plain);
      Path folder = Path.of(arguments[0]);
      UnlabeledImages cached = DiskImageCache.of(folder, 1L << 31).cached(counted);
      for (int round = 0; round < 2; round++) {
        assertThat(cached.image(0)).isEqualTo(plain.image(0));
      }
      System.out.println("reads: " + counted.reads());
      damage(folder);
      for (int round = 0; round < 2; round++) {
        assertThat(cached.image(0)).isEqualTo(plain.image(0));
      }
      System.out.println("reads: " + counted.reads());
    }

    private static void damage(Path folder) throws IOException {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pixels")) {
        for (Path each : files) {
          try (RandomAccessFile file = new RandomAccessFile(each.toFile(), "rw")) {
            file.seek(40);
            file.writeInt(DAMAGED_SIDE);
            file.writeInt(DAMAGED_SIDE);
            file.setLength(PixelFile.HEADER + 3L * DAMAGED_SIDE * DAMAGED_SIDE);
          }
        }
      }
    }
  }

  @Test
  void lack_of_memory_costs_time_and_never_an_image() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        JavaProcess.of(
                List.of("-Xmx64m", "-XX:MaxDirectMemorySize=1m", "-Djava.awt.headless=true"),
                LittleMemory.class,
                folder.resolve("cache").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.readAllLines(output))
        .hasSize(3)
        .startsWith("reads: 1")
        .endsWith("reads: 2")
        .anySatisfy(line -> assertThat(line).contains("cannot be read", "OutOfMemoryError"));
  }
}
