package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  @Test
  void works_on_a_daemon_thread_with_the_callers_context_class_loader() throws Exception {
    Thread caller = Thread.currentThread();
    ClassLoader before = caller.getContextClassLoader();
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      caller.setContextClassLoader(application);
      Thread worker = Background.start("worker", Thread::currentThread).join();
      ClassLoader seen =
          Background.start("worker", () -> Thread.currentThread().getContextClassLoader()).join();

      assertThat(seen).isSameAs(application);
      assertThat(worker).isNotSameAs(caller);
      assertThat(worker.isDaemon()).isTrue();
    } finally {
      caller.setContextClassLoader(before);
    }
  }

  @Test
  void exceptions_and_errors_come_out_unchanged() {
    IllegalArgumentException unchecked = new IllegalArgumentException("no");
    NoClassDefFoundError error = new NoClassDefFoundError("none");
    Background<Integer> first =
        Background.start(
            "worker",
            () -> {
              throw unchecked;
            });
    Background<Integer> second =
        Background.start(
            "worker",
            () -> {
              throw error;
            });

    assertThatThrownBy(first::join).isSameAs(unchecked);
    assertThatThrownBy(second::join).isSameAs(error);
  }
}
