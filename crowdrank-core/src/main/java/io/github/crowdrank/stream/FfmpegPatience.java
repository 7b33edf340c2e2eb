package io.github.crowdrank.stream;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/**
 * How long a thread waits for FFmpeg, which asks before each read and some ten times a second while
 * it waits: until the thread's time is up, or the thread is interrupted. FFmpeg's own time-outs are
 * for a single read, and so never end a wait for a peer that sends something all the time.
 */
final class FfmpegPatience extends AVIOInterruptCB.Callback_Pointer {
  /**
   * One for all, as JavaCPP makes but a few of a kind; FFmpeg asks in the thread that called it.
   * Made when it is needed: there may be no memory for it at first.
   */
  private static @Nullable FfmpegPatience shared;

  private static final ThreadLocal<Long> END = new ThreadLocal<>();

  private FfmpegPatience() {}

  /** Makes whatever is done with a context wait no longer than that. */
  static void limit(AVFormatContext context) {
    context.interrupt_callback().callback(shared());
  }

  private static synchronized FfmpegPatience shared() {
    if (shared == null) {
      // First something else: where JavaCPP found no memory for a callback, malloc soon after found
      // its own memory damaged and ended the process.
      new SizeTPointer(1).close();
      shared = new FfmpegPatience();
    }
    return shared;
  }

  /** Gives this thread some time from now on. */
  static void begin(Duration time) {
    END.set(System.nanoTime() + time.toNanos());
  }

  /** Gives this thread all the time it needs, until it is interrupted. */
  static void end() {
    END.remove();
  }

  /** Whether this thread's time is up. */
  static boolean isOver() {
    Long end = END.get();
    return end != null && System.nanoTime() - end >= 0;
  }

  @Override
  public int call(Pointer opaque) {
    return isOver() || Thread.currentThread().isInterrupted() ? 1 : 0;
  }
}
