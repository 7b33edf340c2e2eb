package io.github.crowdrank.stream;

import io.github.crowdrank.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * How the frames of a video are turned to be upright. Phones store them as their sensor lies and
 * say so in the file.
 *
 * @param quarters turns to the right, by 90 degrees each
 * @param mirrored whether left and right are exchanged after that
 */
record FfmpegDisplay(int quarters, boolean mirrored) {
  static final FfmpegDisplay NONE = new FfmpegDisplay(0, false);
  private static final int BYTES = 9 * Integer.BYTES;

  /** Angles between those of quarter turns are taken for the nearest. */
  static FfmpegDisplay of(AVStream video) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer data =
          avformat.av_stream_get_side_data(video, avcodec.AV_PKT_DATA_DISPLAYMATRIX, size);
      if (data == null || data.isNull() || size.get() < BYTES) {
        return NONE;
      }
      byte[] matrix = new byte[BYTES];
      data.get(matrix);
      ByteBuffer numbers = ByteBuffer.wrap(matrix).order(ByteOrder.nativeOrder());
      return of(numbers.getInt(0), numbers.getInt(4), numbers.getInt(12), numbers.getInt(16));
    }
  }

  /** Where a step to the right (a, b) and a step down (c, d) in a stored frame lead. */
  private static FfmpegDisplay of(double a, double b, double c, double d) {
    boolean mirrored = a * d - b * c < 0;
    double angle = Math.atan2(b, mirrored ? -a : a);
    return new FfmpegDisplay(Math.floorMod(Math.round(2 * angle / Math.PI), 4), mirrored);
  }

  /** A frame as it is to be seen. */
  RgbImage upright(RgbImage stored) {
    RgbImage turned = stored.turnRight(quarters);
    return mirrored ? turned.flipHorizontally() : turned;
  }
}
