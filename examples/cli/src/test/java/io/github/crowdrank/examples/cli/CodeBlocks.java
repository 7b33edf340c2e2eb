package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The code blocks of a page, and how those in Java are run. */
final class CodeBlocks {
  static final Path ROOT = Path.of(System.getProperty("crowdrank.root"));

  private static final String IMPORTS =
      """
      import com.sun.net.httpserver.HttpServer;
      import io.github.crowdrank.*;
      import io.github.crowdrank.calibration.*;
      import io.github.crowdrank.data.*;
      import io.github.crowdrank.data.check.*;
      import io.github.crowdrank.data.label.*;
      import io.github.crowdrank.data.reader.*;
      import io.github.crowdrank.data.sampling.*;
      import io.github.crowdrank.data.synthetic.*;
      import io.github.crowdrank.density.*;
      import io.github.crowdrank.engine.*;
      import io.github.crowdrank.engine.dl4j.*;
      import io.github.crowdrank.engine.onednn.*;
      import io.github.crowdrank.engine.onnxruntime.*;
      import io.github.crowdrank.image.*;
      import io.github.crowdrank.loss.*;
      import io.github.crowdrank.metric.*;
      import io.github.crowdrank.micrometer.*;
      import io.github.crowdrank.model.*;
      import io.github.crowdrank.network.*;
      import io.github.crowdrank.onnx.*;
      import io.github.crowdrank.picture.*;
      import io.github.crowdrank.pytorch.*;
      import io.github.crowdrank.safetensors.*;
      import io.github.crowdrank.stream.*;
      import io.github.crowdrank.train.*;
      import io.github.crowdrank.train.evaluation.*;
      import io.github.crowdrank.train.tensorboard.*;
      import io.github.crowdrank.train.trust.*;
      import io.github.crowdrank.zone.*;
      import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
      import java.awt.Color;
      import java.awt.Graphics2D;
      import java.awt.image.BufferedImage;
      import java.io.BufferedWriter;
      import java.io.OutputStream;
      import java.net.InetAddress;
      import java.net.InetSocketAddress;
      import java.net.URI;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.List;
      import java.util.Map;
      import java.util.Set;
      import java.util.SplittableRandom;
      import java.util.stream.*;
      import javax.imageio.ImageIO;
      import jdk.jfr.Recording;
      import jdk.jfr.consumer.*;

      """;

  private CodeBlocks() {}

  /** The blocks of one language on a page, in order. */
  static List<String> of(Path page, String language) throws IOException {
    return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(page))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /**
   * Compiles statements and runs them in a JVM of their own, in a folder that holds the example's
   * photographs and zones.
   */
  static void run(String statements, Path folder) throws Exception {
    Path source = folder.resolve("Block.java");
    Files.writeString(
        source,
        IMPORTS
            + "public class Block {\n  public static void main(String[] a) throws Exception {\n"
            + statements
            + "  }\n}\n");
    String classPath = System.getProperty("java.class.path");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(
            compiler.run(
                null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString()))
        .isZero();

    Files.createDirectories(folder.resolve("target"));
    copy("examples/photos/champs-elysees-1944.jpg", folder);
    copy("examples/zones/champs-elysees.json", folder);
    Process process =
        JavaProcess.of(
                List.of(
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-Djava.awt.headless=true"),
                folder + System.getProperty("path.separator") + classPath,
                "Block")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static void copy(String file, Path folder) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(ROOT.resolve(file), target);
  }
}
