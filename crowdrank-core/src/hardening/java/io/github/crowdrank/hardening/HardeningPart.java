package io.github.crowdrank.hardening;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One line of the hardening report: how many cases were tried, how they ended, how long the worst
 * took. A test of the tag {@code hardening} begins a part, runs its cases and ends it.
 *
 * <p>In the ordinary build a part runs a shortened form and records nothing. {@code -Phardening}
 * runs all of it, keeps the row and writes the report anew after each; a part whose row is there
 * and met its bars is skipped, so that an interrupted run goes on where it was. A part that failed,
 * or during which the JVM died, stays in the report as not finished.
 *
 * <pre>{@code
 * HardeningPart part = HardeningPart.begin("model-mutations", "Mutated model files");
 * part.worstAllowed(Duration.ofMillis(50));
 * for (int i = 0; i < part.cases(10_000, 1_000); i++) {
 *   part.compute("seed " + i, () -> refusedOrIdentical(i)); // counts and times it
 * }
 * part.end("all refused or identical");
 * }</pre>
 *
 * <p>Not safe for use by many threads.
 */
public final class HardeningPart {
  /** The JUnit tag of tests that hold parts. */
  public static final String TAG = "hardening";

  private final String title;
  private final boolean full;
  private final Path folder;
  private final Path row;
  private final long begun = System.nanoTime();
  private @Nullable Duration allowed;
  private String missed = "";
  private long cases;
  private long worstNanos;
  private String worstCase = "";

  private HardeningPart(String name, String title, boolean full, Path folder) {
    this.title = title;
    this.full = full;
    this.folder = folder;
    this.row = folder.resolve(name + HardeningRow.SUFFIX);
  }

  /** What may throw anything. */
  @FunctionalInterface
  public interface Case {
    /** Runs it. */
    void run() throws Exception;
  }

  /**
   * Begins a part; skips the test if its row is there already.
   *
   * @param name letters, digits and '-', unlike any other part's: names the row's file
   * @param title for people
   */
  public static HardeningPart begin(String name, String title) throws IOException {
    Path root = Path.of(System.getProperty("crowdrank.root", ".."));
    return begin(name, title, isFull(), root.resolve("target").resolve("hardening"));
  }

  static HardeningPart begin(String name, String title, boolean full, Path folder)
      throws IOException {
    HardeningPart part = new HardeningPart(name, title, full, folder);
    if (full) {
      if (Files.exists(part.row) && HardeningRow.read(part.row).isMet()) {
        Assumptions.abort("skipped: done already; delete " + part.row + " to run it again");
      }
      part.write(HardeningRow.NOT_FINISHED, "");
    }
    return part;
  }

  /** Whether this is the full run of {@code -Phardening}. */
  public static boolean isFull() {
    return Boolean.getBoolean("crowdrank.hardening");
  }

  /** How many cases to run: all, or the fewer of the ordinary build. */
  public int cases(int all, int shortened) {
    return full ? all : shortened;
  }

  /** Sets the time within which each case has to end for the bar to be met. */
  public void worstAllowed(Duration bar) {
    allowed = bar;
  }

  /** Runs, times and counts one case. */
  public void run(String label, Case body) throws Exception {
    long start = System.nanoTime();
    body.run();
    ran(label, System.nanoTime() - start);
  }

  /**
   * Runs and counts one case that computes on this thread alone, and takes the thread's CPU time: a
   * figure that does not depend on what else the machine does.
   */
  public void compute(String label, Case body) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    body.run();
    ran(label + ", CPU time", threads.getCurrentThreadCpuTime() - start);
  }

  /** Counts one case that took so long. */
  public void ran(String label, long nanos) {
    cases++;
    if (nanos > worstNanos) {
      worstNanos = nanos;
      worstCase = label;
    }
  }

  /** Notes that a bar other than the time of a case is missed. */
  public void missed(String bar) {
    missed = bar;
  }

  /**
   * Ends the part: records its row. Nothing more may be asserted after it, as the row says what it
   * says.
   *
   * @param outcome how the cases ended, with figures
   * @throws AssertionError if this is the full run and a bar was missed
   */
  public void end(String outcome) throws IOException {
    if (allowed != null && worstNanos > allowed.toNanos()) {
      missed = "worst over " + allowed.toMillis() + " ms";
    }
    if (full) {
      write(missed.isEmpty() ? HardeningRow.MET : HardeningRow.MISSED + ": " + missed, outcome);
      if (!missed.isEmpty()) {
        throw new AssertionError(title + ": " + missed);
      }
    }
  }

  private void write(String verdict, String outcome) throws IOException {
    Files.createDirectories(folder);
    new HardeningRow(
            title,
            String.format(Locale.ROOT, "%,d", cases),
            outcome,
            worstNanos == 0
                ? ""
                : String.format(Locale.ROOT, "%.1f ms (%s)", worstNanos / 1e6, worstCase),
            allowed == null ? "" : allowed.toMillis() + " ms",
            verdict,
            String.format(Locale.ROOT, "%.0f s", (System.nanoTime() - begun) / 1e9),
            LocalDate.now(ZoneOffset.UTC).toString(),
            machine())
        .write(row);
    HardeningReport.write(folder);
  }

  private static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return "%d cores, %d MiB heap, Java %s, %s"
        .formatted(
            runtime.availableProcessors(),
            runtime.maxMemory() >> 20,
            System.getProperty("java.version"),
            System.getProperty("os.name"));
  }
}
