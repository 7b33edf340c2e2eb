package io.github.crowdrank.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Where a file's frames are, from 1970-01-01T00:00:00Z on. */
final class FfmpegFileTime {
  private static final long SECOND = 1_000_000; // in microseconds

  /** Of plain streams that do not say how fast they are, as FFmpeg has it, too. */
  private static final int USUAL_RATE = 25;

  private long position;
  private boolean begun;

  /** The time of the frame that comes next. */
  Instant next(AVFormatContext input, AVStream stream, AVFrame frame) {
    long stamp = frame.best_effort_timestamp();
    if (stamp != avutil.AV_NOPTS_VALUE) {
      AVRational unit = stream.time_base();
      long micros = avutil.av_rescale(stamp, SECOND * unit.num(), unit.den());
      // A file may say any time; one that cannot be is that of the frame before.
      position = micros == Long.MIN_VALUE ? position : micros;
    } else if (begun) {
      // A plain stream, as of H.264, has no times but a rate.
      position += interval(avformat.av_guess_frame_rate(input, stream, frame));
    }
    begun = true;
    return Instant.EPOCH.plus(position, ChronoUnit.MICROS);
  }

  private static long interval(AVRational rate) {
    return rate.num() > 0 && rate.den() > 0
        ? avutil.av_rescale(SECOND, rate.den(), rate.num())
        : SECOND / USUAL_RATE;
  }
}
