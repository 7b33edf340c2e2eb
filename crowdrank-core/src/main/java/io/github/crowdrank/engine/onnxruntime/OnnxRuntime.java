package io.github.crowdrank.engine.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import io.github.crowdrank.engine.EngineException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Loads ONNX Runtime's native library. */
final class OnnxRuntime {
  /**
   * While it loads, ONNX Runtime 1.29 matches the command line by recursion, and a long class path
   * overflows the 1 MiB of an ordinary thread, which ends the JVM.
   */
  private static final long STACK_BYTES = 64L << 20;

  private OnnxRuntime() {}

  /**
   * The library's version.
   *
   * @throws LinkageError if it is missing
   * @throws IllegalStateException if it does not load
   */
  static String version() {
    return require().getVersion();
  }

  /** The library's environment, of which there is one per process; as {@link #version}. */
  static OrtEnvironment require() {
    return onDeepStack(OnnxRuntime::load);
  }

  private static OrtEnvironment load() {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "crowdrank");
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return environment;
  }

  private static <T> T onDeepStack(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            null,
            () -> result.completeAsync(work, Runnable::run),
            "crowdrank-onnxruntime",
            STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LinkageError missing) {
        throw missing;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Checks that the library was built for CUDA.
   *
   * @throws EngineException if it was not
   */
  static void requireCuda() {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new EngineException(
          ("the ONNX Runtime on the class path has no CUDA provider but only %s: put %s in place of"
                  + " %s, and install CUDA and cuDNN in the versions that its release notes name")
              .formatted(
                  OrtEnvironment.getAvailableProviders(),
                  OnnxRuntimeEngine.NEEDS_FOR_CUDA,
                  OnnxRuntimeEngine.NEEDS));
    }
  }
}
