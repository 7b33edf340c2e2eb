package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The paper's network and batch, 25 labelled and 25 ranked patches of 224x224, in bounded memory.
 */
class PaperBatchTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  @TempDir private Path folder;

  /** Trains two steps and prints the most memory the process ever held. */
  static final class Train {
    private Train() {}

    @SuppressWarnings("SystemOut") // a program to run by hand too
    public static void main(String[] arguments) throws IOException {
      SyntheticCrowd painter = SyntheticCrowd.builder().size(640, 480).people(0, 100).build();
      CrowdTrainer.builder(Vgg16.counter(), Preset.PAPER)
          .labeled(painter.dataset(25, 1))
          .unlabeled(painter.unlabeled(5, 2))
          // Without the paper's ImageNet weights its own rate would diverge at once.
          .learningRate(LearningRate.constant(1e-15))
          .steps(2)
          .listener(ConsoleProgress.toStandardError())
          .build()
          .run();
      Files.readString(STATUS)
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .forEach(System.out::println);
    }
  }

  @Test
  void two_steps_take_less_than_4_gb() throws Exception {
    assumeTrue(
        Boolean.getBoolean("crowdrank.slow") && Files.exists(STATUS),
        "two steps of VGG-16 on Linux; run with -Dcrowdrank.slow=true");
    Path output = folder.resolve("output");
    Process process =
        JavaProcess.of(List.of("-Xmx2g"), Train.class)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output).lines().filter(line -> line.startsWith("VmHWM:")))
        .singleElement()
        .satisfies(
            line ->
                assertThat(Long.parseLong(line.replaceAll("\\D", "")))
                    .as("most kB resident")
                    .isLessThan(4_000_000L));
  }
}
