package io.github.crowdrank.examples.spark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * How long something took.
 *
 * @param seconds on the clock
 * @param cpuSeconds of all threads of this process, those that wait busily included
 */
record Measured(double seconds, double cpuSeconds) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** When it began, in nanoseconds. */
  record Start(long clock, long cpu) {
    Measured stop() {
      return new Measured(
          (System.nanoTime() - clock) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }
  }

  static Start start() {
    return new Start(System.nanoTime(), SYSTEM.getProcessCpuTime());
  }

  static Measured sum(List<Measured> parts) {
    return new Measured(
        parts.stream().mapToDouble(Measured::seconds).sum(),
        parts.stream().mapToDouble(Measured::cpuSeconds).sum());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f s (%.1f s of CPU)", seconds, cpuSeconds);
  }
}
