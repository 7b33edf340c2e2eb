package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.Handover;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;

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

  /** Whoever waits for the work under way may stop waiting; null for work that is done anyway. */
  private static @Nullable Future<?> underWay;

  private OneDnn() {}

  /** Never freed: everything else refers to it. */
  private static @Nullable Device device;

  private record Device(engine processor, stream queue, Patience patience) {
    static Device create() {
      engine processor = new engine(engine.kind.cpu, 0);
      Patience patience =
          SpinSetting.hasEffect()
              ? new Patience(System::nanoTime, new SpinSetting(IdleTeam::new))
              : new Patience(System::nanoTime, spin -> false);
      return new Device(processor, new stream(processor), patience);
    }
  }

  /** No constant: a class that once lacked the memory for its constants stays unusable. */
  private static synchronized Device device() {
    if (device == null) {
      device = Device.create();
    }
    return device;
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
      String instructions = dnnl.get_effective_cpu_isa().intern().name();
      String device = device().processor().get_kind().intern().name();
      return name() + " on " + device + " with " + instructions;
    } catch (LinkageError | TypeNotPresentException e) {
      throw new EngineException(LoadFailure.sentence(e), e);
    }
  }

  private static String name() {
    dnnl_version_t version = dnnl.dnnl_version();
    return String.format(
        Locale.ROOT, "oneDNN %d.%d.%d", version.major(), version.minor(), version.patch());
  }

  /** The library's name and version, once it is loaded. */
  static String version() {
    return call(OneDnn::name);
  }

  static engine engine() {
    return device().processor();
  }

  static stream stream() {
    return device().queue();
  }

  /** How the library's threads wait for each other. */
  static Patience patience() {
    return device().patience();
  }

  /** Does work on the library's thread and waits for its result. */
  static <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(new Handover<>(work), THREAD).join();
    } catch (CompletionException e) {
      throw unwrapped(e, e.getCause());
    }
  }

  /**
   * As {@link #call(Supplier)}, until the thread is interrupted. Work that waits is then never
   * begun; work under way ends where it next asks {@link #checkWanted}.
   *
   * @throws CancellationException if the thread is interrupted, before or while it waits; it stays
   *     interrupted
   */
  static <T> T callInterruptibly(Supplier<T> work) {
    // Not left to the task, which does not ask when its result is there first.
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
    FutureTask<T> task = new FutureTask<>(new Handover<>(work)::get);
    THREAD.execute(
        () -> {
          underWay = task;
          task.run();
          underWay = null;
        });
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw unwrapped(new CompletionException(e), e.getCause());
    } catch (InterruptedException e) {
      task.cancel(false);
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private static CancellationException interrupted() {
    return new CancellationException("the thread was interrupted before a network was computed");
  }

  /** What the work threw, where it is unchecked. */
  private static RuntimeException unwrapped(RuntimeException otherwise, @Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked ? unchecked : otherwise;
  }

  /**
   * For work on the library's thread.
   *
   * @throws CancellationException if nobody waits for its result any longer
   */
  static void checkWanted() {
    if (underWay != null && underWay.isCancelled()) {
      throw new CancellationException();
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
