package io.github.crowdrank.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.FullMemory;
import io.github.crowdrank.model.CrowdModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class Dl4jMemoryTest {
  /** Compiles a network where memory is short from then on. */
  static final class Compiling {
    private Compiling() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      CrowdModel model = BundledModel.COMPACT.load();
      Dl4jEngine engine = Dl4jEngine.create();
      engine.compile(model.network(), model.weights()).close();
      FullMemory.fill();
      try {
        engine.compile(model.network(), model.weights()).close();
        System.out.println("RESULT compiled");
      } catch (EngineException e) {
        System.out.println("RESULT " + e.isLackOfMemory() + ": " + e.getMessage());
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_network_that_gets_no_memory_when_it_is_compiled_says_so(@TempDir Path folder)
      throws Exception {
    String output = ChildJvm.run(folder, Compiling.class, path -> true, FullMemory.options());

    assertThat(ChildJvm.results(output))
        .singleElement()
        .asString()
        .startsWith("RESULT true: network ")
        .contains("not enough memory", "org.bytedeco.javacpp.maxPhysicalBytes");
  }
}
