package io.github.crowdrank.data.label;

/** The threads of all servers of this process. */
final class LabelThreads {
  private LabelThreads() {}

  /** Waits until the last one has ended. */
  static void awaitNone() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("crowdrank-label"))) {
      Thread.sleep(10);
    }
  }
}
