package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.hardening.Soak;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A long training holds no more in the end than after its first steps. */
@Tag(HardeningPart.TAG)
class TrainingSoakTest {
  /** Trains without and with samples; the numbers of steps of both. */
  public static void main(String[] arguments) throws IOException {
    int warmUp = Integer.parseInt(arguments[0]);
    int steps = Integer.parseInt(arguments[1]);
    Soak soak = new Soak();
    SmallTraining.builder(TrainingScheme.multiTask())
        .engine(OneDnnEngine.create())
        .steps(warmUp + steps)
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                if (report.step() > warmUp && report.step() % Math.max(1, steps / 50) == 0) {
                  sample(soak, report.step());
                }
              }
            })
        .build()
        .run();
    System.out.println(soak.result());
  }

  /** A step leaves small native objects to the garbage collector, which JavaCPP then frees. */
  private static void sample(Soak soak, int step) {
    try {
      System.gc();
      Thread.sleep(100);
      soak.sample(step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nothing_grows() throws Exception {
    HardeningPart part = HardeningPart.begin("training-soak", "2,000 training steps");
    int warmUp = part.cases(1_000, 40);
    int steps = part.cases(2_000, 60);
    Soak.Growth growth =
        Soak.Growth.of(
            TestJvm.toEnd(
                TestJvm.start(
                    Soak.jvmOptions("256m"),
                    TrainingSoakTest.class,
                    List.of(Integer.toString(warmUp), Integer.toString(steps)))));
    for (int i = 0; i < steps; i++) {
      part.ran("", 0);
    }

    assertThat(growth.files()).as("more open files").isZero();
    // As many as one step leaves, as the loader and the deallocator go on meanwhile.
    assertThat(growth.objects()).as("more native objects").isLessThan(20);
    // Sixty steps say little of a thousand: only a leak of whole batches shows in them.
    assertThat(growth.mebibytes())
        .as("MiB per 1,000 steps")
        .isLessThan(HardeningPart.isFull() ? 1 : 100);
    part.end(growth.toString());
  }
}
