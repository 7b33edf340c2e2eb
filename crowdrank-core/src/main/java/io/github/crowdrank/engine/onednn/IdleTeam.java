package io.github.crowdrank.engine.onednn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;

/**
 * A second team of OpenMP threads, which sleeps. As long as it exists there are more such threads
 * than cores, and GNU's OpenMP then lets a thread that waits for others spin for a moment only
 * before it sleeps. That is the one way to tell it so after the process has started.
 */
final class IdleTeam implements AutoCloseable {
  /** Enough work for oneDNN to share it out. */
  private static final int VALUES = 1 << 18;

  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread leader;

  /**
   * Waits until the team exists.
   *
   * @throws RuntimeException if it cannot be gathered
   * @throws OutOfMemoryError if the system gives no more threads
   */
  IdleTeam() {
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    leader = new Thread(() -> lead(ready), "crowdrank-onednn-idle");
    leader.setDaemon(true);
    leader.start();
    ready.join();
  }

  private void lead(CompletableFuture<Boolean> ready) {
    try {
      gather();
      ready.complete(true);
    } catch (RuntimeException | Error e) {
      ready.completeExceptionally(e);
      return;
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void gather() {
    try (NativeScope scope = new NativeScope()) {
      scope.keep(
          () -> {
            memory.desc layout = Layouts.plain(VALUES);
            memory values = new memory(layout, OneDnn.engine());
            var relu =
                new eltwise_forward(
                    new eltwise_forward.primitive_desc(
                        new eltwise_forward.desc(
                            dnnl.prop_kind.forward_inference,
                            dnnl.algorithm.eltwise_relu,
                            layout,
                            0,
                            0),
                        new primitive_attr(),
                        OneDnn.engine()));
            IntMemoryMap arguments = new IntMemoryMap();
            arguments.put(dnnl.DNNL_ARG_SRC, values);
            arguments.put(dnnl.DNNL_ARG_DST, values);
            stream queue = new stream(OneDnn.engine());
            relu.execute(queue, arguments);
            return queue._wait();
          });
    }
  }

  /** Ends the team; its threads go with the one that led them. */
  @Override
  public void close() {
    end.countDown();
    boolean interrupted = false;
    while (leader.isAlive()) {
      try {
        leader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
