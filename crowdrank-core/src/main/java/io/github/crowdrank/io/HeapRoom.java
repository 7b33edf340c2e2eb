package io.github.crowdrank.io;

/** How much of the heap is free, for those who check before they allocate. */
public final class HeapRoom {
  private HeapRoom() {}

  /** Whether so many bytes are free; garbage is collected if it seems that they are not. */
  public static boolean isFor(long bytes) {
    if (bytes > free()) {
      // Garbage counts as used until it is collected.
      System.gc();
    }
    return bytes <= free();
  }

  /** Bytes that are not used and may be. */
  public static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
