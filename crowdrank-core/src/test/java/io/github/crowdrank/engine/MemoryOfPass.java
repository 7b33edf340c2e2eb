package io.github.crowdrank.engine;

import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.hardening.Soak;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.WeightInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Prints what a pass was said to take outside the heap and by how much the process then grew. */
final class MemoryOfPass {
  private MemoryOfPass() {}

  /** Engine, height and width. */
  public static void main(String[] arguments) throws IOException {
    Engine engine = arguments[0].equals("dl4j") ? Dl4jEngine.create() : OneDnnEngine.create();
    int height = Integer.parseInt(arguments[1]);
    int width = Integer.parseInt(arguments[2]);
    NetworkSpec spec = MobileNetV1.counter();
    try (InferenceNetwork network =
        engine.compile(
            spec, WeightInitializer.heNormal().initialize(spec, new SplittableRandom(1)))) {
      network.forward(FeatureMaps.zeros(1, 3, 32, 32));
      long estimate = network.forwardBytes(height, width);
      FeatureMaps input = FeatureMaps.zeros(1, 3, height, width);
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
      long before = Soak.kibibytes("VmRSS");
      network.forward(input);
      long grown = Soak.kibibytes("VmHWM") - before;
      System.out.println("RESULT " + (estimate >> 10) + " " + grown);
    }
  }
}
