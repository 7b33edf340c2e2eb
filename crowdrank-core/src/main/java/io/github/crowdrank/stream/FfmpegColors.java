package io.github.crowdrank.stream;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;

/** Turns FFmpeg's frames, of any format and size, into pictures. */
final class FfmpegColors implements AutoCloseable {
  private final AVFrame rgb = avutil.av_frame_alloc();
  private @Nullable SwsContext scaler;

  RgbImage picture(AVFrame frame) throws IOException {
    int width = frame.width();
    int height = frame.height();
    if (rgb.width() != width || rgb.height() != height) {
      avutil.av_frame_unref(rgb);
      rgb.format(avutil.AV_PIX_FMT_RGB24);
      rgb.width(width);
      rgb.height(height);
      FfmpegError.require(avutil.av_frame_get_buffer(rgb, 0));
    }
    scaler =
        swscale.sws_getCachedContext(
            scaler,
            width,
            height,
            frame.format(),
            width,
            height,
            avutil.AV_PIX_FMT_RGB24,
            swscale.SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null) {
      throw new IOException("its colours are of format " + frame.format() + ", which is unknown");
    }
    FfmpegError.require(
        swscale.sws_scale(
            scaler, frame.data(), frame.linesize(), 0, height, rgb.data(), rgb.linesize()));
    return RgbImage.of(width, height, samples(width, height));
  }

  /** Copies the rows, which may be padded. */
  private byte[] samples(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    BytePointer pixels = rgb.data(0);
    for (int y = 0; y < height; y++) {
      pixels.position((long) y * rgb.linesize(0)).get(samples, 3 * y * width, 3 * width);
    }
    return samples;
  }

  @Override
  public void close() {
    avutil.av_frame_free(rgb);
    swscale.sws_freeContext(scaler);
    scaler = null;
  }
}
