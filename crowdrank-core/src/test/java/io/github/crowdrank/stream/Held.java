package io.github.crowdrank.stream;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Pointer;

/**
 * What this process holds when it is quiet.
 *
 * @param bytes of the heap, without garbage
 * @param natives JavaCPP's objects
 * @param threads of Java, with daemons
 * @param files and sockets that are open; 0 where the system does not tell
 */
record Held(long bytes, long natives, int threads, long files) {
  /**
   * So many in a row, as the JDK's readers of pictures and its files are collected in two steps,
   * between which threads of its own let go of what they hold.
   */
  private static final int COLLECTIONS = 6;

  static Held now() {
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      heap = Math.min(heap, heap());
      LockSupport.parkNanos(20_000_000);
    }
    return new Held(
        heap,
        Pointer.totalCount(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0);
  }

  /** As the collection left it: what threads have set aside to allocate from is no part of it. */
  private static long heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  /** How much more it is than before. */
  Held since(Held before) {
    return new Held(
        bytes - before.bytes,
        natives - before.natives,
        threads - before.threads,
        files - before.files);
  }

  /** As growth, in words. */
  String more() {
    return String.format(
        Locale.ROOT,
        "%d more bytes of heap, %d native objects, %d threads, %d open files",
        bytes,
        natives,
        threads,
        files);
  }
}
