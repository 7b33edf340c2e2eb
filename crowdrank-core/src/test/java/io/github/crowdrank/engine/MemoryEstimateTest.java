package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.hardening.Soak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pass is said to take is what the process then takes. */
@Tag(HardeningPart.TAG)
class MemoryEstimateTest {
  private static final double FACTOR = 1.5;

  /** Height and width, from 0.1 to 50 megapixels. */
  private static final int[][] SIZES = {
    {1024, 1024}, {256, 400}, {512, 1024}, {2048, 2048}, {3008, 4000}, {4000, 6000}, {5760, 8672}
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"onednn", "dl4j"})
  @EnabledOnOs(OS.LINUX)
  void the_estimate_is_near_the_measured_peak(String engine) throws Exception {
    HardeningPart part =
        HardeningPart.begin("memory-" + engine, "Memory of a pass, estimate by peak, " + engine);
    int sizes = part.cases(SIZES.length, 1);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < sizes; i++) {
      int[] size = SIZES[i];
      part.run(size[1] + "x" + size[0], () -> found.add(compare(engine, size[0], size[1])));
    }
    part.end(String.join(", ", found));
  }

  private String compare(String engine, int height, int width) throws Exception {
    long heap = 128 + (((long) height * width * 16) >> 20);
    List<String> options = new ArrayList<>(Soak.jvmOptions(heap + "m"));
    // ND4J's arrays of a large picture are more than four times its heap.
    options.add("-Dorg.bytedeco.javacpp.maxBytes=16g");
    options.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=20g");
    String output =
        ChildJvm.run(
            Files.createTempDirectory(folder, "pass"),
            MemoryOfPass.class,
            entry -> true,
            options,
            engine,
            Integer.toString(height),
            Integer.toString(width));
    String[] figures = ChildJvm.results(output).get(0).split(" ", -1);
    double ratio = Double.parseDouble(figures[1]) / Double.parseDouble(figures[2]);
    String size = String.format(Locale.ROOT, "%.1f Mpx %.2f", height * width / 1e6, ratio);
    assertThat(ratio).as("estimate by measured peak, " + size).isBetween(1 / FACTOR, FACTOR);
    return size;
  }
}
