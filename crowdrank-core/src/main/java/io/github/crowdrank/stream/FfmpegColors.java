package io.github.crowdrank.stream;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** Turns FFmpeg's frames, of any format and size, into pictures. */
final class FfmpegColors implements AutoCloseable {
  /** What a scaler is made for, in FFmpeg's numbers. */
  private record Kind(int width, int height, int format, int colorspace, int range) {
    static Kind of(AVFrame frame) {
      return new Kind(
          frame.width(), frame.height(), frame.format(), frame.colorspace(), frame.color_range());
    }
  }

  private final AVFrame rgb = avutil.av_frame_alloc();
  private @Nullable SwsContext scaler;
  private @Nullable Kind kind;

  RgbImage picture(AVFrame frame) throws IOException {
    Kind wanted = Kind.of(frame);
    if (!wanted.equals(kind)) {
      prepare(wanted);
    }
    FfmpegError.require(
        swscale.sws_scale(
            scaler, frame.data(), frame.linesize(), 0, frame.height(), rgb.data(), rgb.linesize()));
    return RgbImage.of(frame.width(), frame.height(), samples(frame.width(), frame.height()));
  }

  private void prepare(Kind wanted) throws IOException {
    kind = null;
    avutil.av_frame_unref(rgb);
    rgb.format(avutil.AV_PIX_FMT_RGB24);
    rgb.width(wanted.width());
    rgb.height(wanted.height());
    FfmpegError.require(avutil.av_frame_get_buffer(rgb, 0));
    swscale.sws_freeContext(scaler);
    scaler =
        swscale.sws_getContext(
            wanted.width(),
            wanted.height(),
            wanted.format(),
            wanted.width(),
            wanted.height(),
            avutil.AV_PIX_FMT_RGB24,
            swscale.SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null) {
      throw new IOException("its colours are of format " + wanted.format() + ", which is unknown");
    }
    tell(scaler, wanted);
    kind = wanted;
  }

  /**
   * Passes on what the frames say of their colours; where they say nothing they are taken for those
   * of BT.601, with black at 16.
   */
  private static void tell(SwsContext scaler, Kind kind) {
    AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(kind.format());
    if ((format.flags() & (avutil.AV_PIX_FMT_FLAG_RGB | avutil.AV_PIX_FMT_FLAG_PAL)) == 0) {
      swscale.sws_setColorspaceDetails(
          scaler,
          coefficients(kind.colorspace()),
          isFull(format, kind.range()) ? 1 : 0,
          swscale.sws_getCoefficients(swscale.SWS_CS_DEFAULT),
          1,
          0,
          1 << 16,
          1 << 16);
    }
  }

  private static IntPointer coefficients(int colorspace) {
    boolean none = colorspace == avutil.AVCOL_SPC_UNSPECIFIED || colorspace == avutil.AVCOL_SPC_RGB;
    return swscale.sws_getCoefficients(none ? swscale.SWS_CS_DEFAULT : colorspace);
  }

  /** Whether black is 0 and not 16. */
  private static boolean isFull(AVPixFmtDescriptor format, int range) {
    boolean jpeg = format.name().getString().startsWith("yuvj");
    boolean grey = format.nb_components() <= 2; // perhaps with alpha
    return switch (range) {
      case avutil.AVCOL_RANGE_JPEG -> true;
      case avutil.AVCOL_RANGE_MPEG -> jpeg;
      default -> jpeg || grey;
    };
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
    kind = null;
  }
}
