package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.EngineException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;

/** The native library and the one thread that calls it. */
final class OneDnn {
  /**
   * OpenMP keeps a team of threads per calling thread, and the members of an idle team spin for a
   * while: with one caller there is one team.
   */
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "crowdrank-onednn");
            thread.setDaemon(true);
            return thread;
          });

  private OneDnn() {}

  /** Never freed: everything else refers to them. */
  private static final class Device {
    static final engine ENGINE = new engine(engine.kind.cpu, 0);
    static final stream STREAM = new stream(ENGINE);
    static final Patience PATIENCE =
        SpinSetting.hasEffect()
            ? new Patience(System::nanoTime, new SpinSetting(IdleTeam::new))
            : new Patience(System::nanoTime, spin -> false);

    private Device() {}
  }

  /**
   * Loads the library if it is not loaded yet.
   *
   * @return its name, version and instruction set
   * @throws EngineException if it does not load
   */
  static String require() {
    return call(() -> ClearErrors.of("oneDNN", OneDnn::load));
  }

  private static String load() {
    try {
      dnnl_version_t version = dnnl.dnnl_version();
      String instructions = dnnl.get_effective_cpu_isa().intern().name();
      String device = Device.ENGINE.get_kind().intern().name();
      return "oneDNN %d.%d.%d on %s with %s"
          .formatted(version.major(), version.minor(), version.patch(), device, instructions);
    } catch (LinkageError | TypeNotPresentException e) {
      throw new EngineException(LoadFailure.sentence(e), e);
    }
  }

  static engine engine() {
    return Device.ENGINE;
  }

  static stream stream() {
    return Device.STREAM;
  }

  /** How the library's threads wait for each other. */
  static Patience patience() {
    return Device.PATIENCE;
  }

  /** Does work on the library's thread and waits for its result. */
  static <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, THREAD).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** Does work on the library's thread and waits until it is done. */
  static void call(Runnable work) {
    call(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  /** Does work on the library's thread, some time. */
  static void later(Runnable work) {
    THREAD.execute(work);
  }
}
