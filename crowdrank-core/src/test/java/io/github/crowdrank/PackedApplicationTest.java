package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.ChildJvm;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a launcher's own class loader has the library, as in a jar that holds other jars. */
class PackedApplicationTest {
  private static final String SEPARATOR = Pattern.quote(File.pathSeparator);

  @TempDir private Path folder;

  /** Has nothing on its class path; the library lies on that of its argument. */
  static final class Launcher {
    private Launcher() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) throws Exception {
      String[] entries = arguments[0].split(SEPARATOR, -1);
      URL[] urls = new URL[entries.length];
      for (int i = 0; i < entries.length; i++) {
        urls[i] = Path.of(entries[i]).toUri().toURL();
      }
      try (URLClassLoader application =
          new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
        Thread.currentThread().setContextClassLoader(application);
        Class<?> model = application.loadClass("io.github.crowdrank.BundledModel");
        Object compact = model.getField("COMPACT").get(null);
        Class<?> type = application.loadClass("io.github.crowdrank.CrowdCounter");
        try (AutoCloseable counter =
            (AutoCloseable)
                Objects.requireNonNull(type.getMethod("load", model).invoke(null, compact))) {
          System.out.println("RESULT " + type.getMethod("describe").invoke(counter));
        }
      }
    }
  }

  @Test
  void nd4j_is_found_where_onednn_is_missing() throws Exception {
    String packed =
        Arrays.stream(System.getProperty("java.class.path").split(SEPARATOR, -1))
            .filter(path -> !path.matches(".*dnnl-2[^/\\\\]*(linux|windows|macosx)[^/\\\\]*"))
            .collect(Collectors.joining(File.pathSeparator));

    String output =
        ChildJvm.run(
            folder, Launcher.class, path -> path.endsWith("test-classes"), List.of(), packed);

    assertThat(ChildJvm.results(output))
        .singleElement()
        .asString()
        .startsWith("RESULT Deeplearning4j on CpuBackend");
  }
}
