package io.github.crowdrank.stream;

import io.github.crowdrank.image.ImageLimits;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

/** Reads with FFmpeg. The only class that refers to its libraries. */
final class FfmpegReader implements FrameReader {
  /**
   * What files may be, by the names of FFmpeg's demuxers: containers and plain streams that hold
   * their frames themselves. Playlists (hls, dash, concat, imf, sdp) lead to other files.
   */
  private static final String FORMATS =
      "asf,av1,avi,dhav,dv,flv,gif,gxf,h263,h264,hevc,ivf,m4v,matroska,mjpeg,mov,mpeg,mpegts,"
          + "mpegvideo,mxf,nut,obu,ogg,rm,vc1,wtv,yuv4mpegpipe";

  private final FFmpegFrameGrabber grabber;
  private final String source;
  private final UnaryOperator<String> hide;
  private final boolean live;
  private final ImageLimits limits;

  private FfmpegReader(
      FFmpegFrameGrabber grabber,
      String source,
      UnaryOperator<String> hide,
      boolean live,
      ImageLimits limits) {
    this.grabber = grabber;
    this.source = source;
    this.hide = hide;
    this.live = live;
    this.limits = limits;
  }

  /**
   * Loads the natives.
   *
   * @throws LinkageError if they or the classes are missing
   */
  static void load() {
    Loader.load(avutil.class);
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  /** Opens a file and nothing else: no address and no other file that it points to. */
  static FfmpegReader ofFile(Path file, ImageLimits limits) throws IOException {
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
    grabber.setOption("protocol_whitelist", "file");
    grabber.setOption("format_whitelist", FORMATS);
    return opened(
        new FfmpegReader(grabber, file.toString(), UnaryOperator.identity(), false, limits));
  }

  /** Connects to a camera. */
  static FfmpegReader ofCamera(CameraAddress camera, Duration timeout, ImageLimits limits)
      throws IOException {
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(camera.whole().toString());
    grabber.setFormat("rtsp");
    grabber.setOption("rtsp_transport", "tcp");
    grabber.setOption("protocol_whitelist", "rtsp,rtsps,rtp,tcp,tls,crypto");
    grabber.setOption("timeout", String.valueOf(timeout.toNanos() / 1000));
    return opened(new FfmpegReader(grabber, camera.toString(), camera::hide, true, limits));
  }

  private static FfmpegReader opened(FfmpegReader reader) throws IOException {
    FFmpegFrameGrabber grabber = reader.grabber;
    grabber.setPixelFormat(avutil.AV_PIX_FMT_RGB24);
    // FFmpeg counts padded rows: this only keeps it from what is out of all proportion.
    long most = 2 * Math.min(1 << 29, reader.limits.maxPixels()) + (1 << 20);
    grabber.setVideoOption("max_pixels", String.valueOf(most));
    try {
      grabber.start(true);
      if (!grabber.hasVideo()) {
        throw new IOException(reader.source + " holds no video");
      }
      reader.requireSize(grabber.getImageWidth(), grabber.getImageHeight());
      return reader;
    } catch (FrameGrabber.Exception e) {
      reader.close();
      throw reader.live ? reader.failed("cannot be opened", e) : reader.noVideo(e);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private IOException noVideo(FrameGrabber.Exception e) {
    return new IOException(
        "%s cannot be opened: %s; formats that are read, and no playlists: %s"
            .formatted(source, e.getMessage(), FORMATS),
        e);
  }

  private IOException failed(String what, FrameGrabber.Exception e) {
    return new IOException(
        "%s %s: %s".formatted(source, what, hide.apply(String.valueOf(e.getMessage()))), e);
  }

  private void requireSize(int width, int height) throws IOException {
    if ((long) width * height > limits.maxPixels() || Math.max(width, height) > limits.maxSide()) {
      throw new IOException(
          "%s has frames of %dx%d pixels but %d pixels and sides of %d are allowed; see Video.withLimits"
              .formatted(source, width, height, limits.maxPixels(), limits.maxSide()));
    }
  }

  @Override
  public @Nullable Frame next() throws IOException {
    org.bytedeco.javacv.Frame frame;
    try {
      frame = grabber.grabImage();
    } catch (FrameGrabber.Exception e) {
      throw failed("broke off", e);
    }
    if (frame == null) {
      if (live) {
        throw new IOException(source + " ended the stream or sent nothing in time");
      }
      return null;
    }
    requireSize(frame.imageWidth, frame.imageHeight);
    Instant time = live ? Instant.now() : Instant.EPOCH.plus(frame.timestamp, ChronoUnit.MICROS);
    return new Frame(time, new Frame.Pixels(rgb(frame)));
  }

  /** Copies the rows, which may be padded, out of FFmpeg's buffer. */
  private static RgbImage rgb(org.bytedeco.javacv.Frame frame) {
    int width = frame.imageWidth;
    byte[] samples = new byte[3 * width * frame.imageHeight];
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int y = 0; y < frame.imageHeight; y++) {
      pixels.get(y * frame.imageStride, samples, 3 * y * width, 3 * width);
    }
    return RgbImage.of(width, frame.imageHeight, samples);
  }

  @Override
  public void close() throws IOException {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      throw failed("cannot be closed", e);
    }
  }
}
