package io.github.crowdrank.stream;

import io.github.crowdrank.image.ImageLimits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Reads the first video of a file or a camera with FFmpeg. */
final class FfmpegReader implements FrameReader {
  /**
   * What files may be, by the names of FFmpeg's demuxers: containers and plain streams that hold
   * their frames themselves. Playlists (hls, dash, concat, imf, sdp) lead to other files.
   */
  private static final String FORMATS =
      "asf,av1,avi,dhav,dv,flv,gif,gxf,h263,h264,hevc,ivf,m4v,matroska,mjpeg,mov,mpeg,mpegts,"
          + "mpegvideo,mxf,nut,obu,ogg,rm,vc1,wtv,yuv4mpegpipe";

  /** Hanging up says so to the camera, if it still listens. */
  private static final Duration TO_HANG_UP = Duration.ofSeconds(1);

  /** In a row, after which a decoder is told of what comes next or, at the end, given up. */
  private static final int MOST_ERRORS = 1000;

  private final String source;

  /** For the answer of a camera and for each of its frames; null for a file. */
  private final @Nullable Duration timeout;

  private final ImageLimits limits;
  private final AVFormatContext input = avformat.avformat_alloc_context();
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame decoded = avutil.av_frame_alloc();
  private final FfmpegColors colors = new FfmpegColors();
  private final FfmpegFileTime fileTime = new FfmpegFileTime();
  private @Nullable AVCodecContext decoder;
  private int stream = -1;
  private FfmpegDisplay display = FfmpegDisplay.NONE;
  private boolean drained;

  /** Why a file was not read to its end, or 0. */
  private int readError;

  /** Why what came last could not be decoded, or 0 if it could. */
  private int lastError;

  private FfmpegReader(String source, @Nullable Duration timeout, ImageLimits limits) {
    this.source = source;
    this.timeout = timeout;
    this.limits = limits;
  }

  /**
   * Loads the natives.
   *
   * @throws LinkageError if they or the classes are missing
   */
  static void load() {
    Loader.load(avutil.class);
    Loader.load(swscale.class);
    Loader.load(avcodec.class);
    Loader.load(avformat.class);
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    avformat.avformat_network_init();
  }

  /** Opens a file and nothing else: no address and no other file that it points to. */
  static FfmpegReader ofFile(Path file, ImageLimits limits)
      throws IOException, InterruptedException {
    return new FfmpegReader(file.toString(), null, limits)
        .opened(
            file.toAbsolutePath().toString(),
            null,
            Map.of("protocol_whitelist", "file", "format_whitelist", FORMATS));
  }

  /** Connects to a camera and waits for its first frame. */
  static FfmpegReader ofCamera(CameraAddress camera, Duration timeout, ImageLimits limits)
      throws IOException, InterruptedException {
    return new FfmpegReader(camera.toString(), timeout, limits)
        .opened(
            camera.whole().toString(),
            avformat.av_find_input_format("rtsp"),
            Map.of(
                "protocol_whitelist", "rtsp,rtsps,rtp,tcp,tls,crypto",
                "rtsp_transport", "tcp",
                "allowed_media_types", "video",
                // The rate of frames, of which it would gather twenty first, does not matter.
                "fpsprobesize", "0"));
  }

  private FfmpegReader opened(
      String address, @Nullable AVInputFormat format, Map<String, String> options)
      throws IOException, InterruptedException {
    try {
      connect(address, format, options);
      findPictures();
      AVStream video = firstVideo();
      stream = video.index();
      display = FfmpegDisplay.of(video);
      Optional<String> excess = excess(video.codecpar().width(), video.codecpar().height());
      if (excess.isPresent()) {
        throw new IOException(excess.get());
      }
      decoder = decoder(video);
      return this;
    } catch (IOException e) {
      close();
      // Without its cause: nobody but this class says what FFmpeg says of an address.
      throw e instanceof SocketTimeoutException
          ? new SocketTimeoutException(source + " cannot be opened: " + e.getMessage())
          : new IOException(source + " cannot be opened: " + e.getMessage() + readFormats());
    } catch (InterruptedException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private String readFormats() {
    return timeout == null ? "; formats that are read, and no playlists: " + FORMATS : "";
  }

  private void connect(String address, @Nullable AVInputFormat format, Map<String, String> options)
      throws IOException, InterruptedException {
    FfmpegPatience.limit(input);
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((name, value) -> avutil.av_dict_set(dictionary, name, value, 0));
    begin();
    int result = avformat.avformat_open_input(input, address, format, dictionary);
    avutil.av_dict_free(dictionary);
    requireTime("it did not answer");
    FfmpegError.require(result);
  }

  private void findPictures() throws IOException, InterruptedException {
    begin();
    int result = avformat.avformat_find_stream_info(input, (AVDictionary) null);
    requireTime("it sent no frame");
    if (result < 0) {
      throw new IOException("no picture was found in it");
    }
  }

  private AVStream firstVideo() throws IOException {
    AVStream first = null;
    for (int i = 0; i < input.nb_streams(); i++) {
      AVStream candidate = input.streams(i);
      if (first == null && candidate.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
        first = candidate;
      } else {
        candidate.discard(avcodec.AVDISCARD_ALL);
      }
    }
    if (first == null) {
      throw new IOException("it holds no video");
    }
    return first;
  }

  private AVCodecContext decoder(AVStream video) throws IOException {
    AVCodec codec = avcodec.avcodec_find_decoder(video.codecpar().codec_id());
    if (codec == null) {
      throw new IOException("FFmpeg has no decoder for its video");
    }
    AVCodecContext made = avcodec.avcodec_alloc_context3(codec);
    decoder = made;
    FfmpegError.require(avcodec.avcodec_parameters_to_context(made, video.codecpar()));
    made.thread_count(0); // as many as there are cores
    if (timeout != null) {
      // Threads that each take a frame would hold back as many frames as there are threads.
      made.thread_type(AVCodecContext.FF_THREAD_SLICE);
    }
    // FFmpeg counts padded rows: this only keeps it from what is out of all proportion.
    made.max_pixels(2 * Math.min(1 << 29, limits.maxPixels()) + (1 << 20));
    FfmpegError.require(avcodec.avcodec_open2(made, codec, (AVDictionary) null));
    return made;
  }

  /** What is wrong with a size, if it is over the limits. */
  private Optional<String> excess(int width, int height) {
    boolean within =
        (long) width * height <= limits.maxPixels() && Math.max(width, height) <= limits.maxSide();
    return within
        ? Optional.empty()
        : Optional.of(
            "its frames have %dx%d pixels but %d pixels and sides of %d are allowed; see Video.withLimits"
                .formatted(width, height, limits.maxPixels(), limits.maxSide()));
  }

  private void begin() {
    if (timeout != null) {
      FfmpegPatience.begin(timeout);
    }
  }

  /** Ends the time that a camera was given. */
  private void requireTime(String missed) throws IOException, InterruptedException {
    boolean late = FfmpegPatience.isOver();
    FfmpegPatience.end();
    if (Thread.interrupted()) {
      throw new InterruptedException(source + " is not read any more");
    }
    if (late && timeout != null) {
      throw new SocketTimeoutException(missed + " within " + timeout.toMillis() / 1e3 + " s");
    }
  }

  @Override
  public @Nullable Frame next() throws IOException, InterruptedException {
    if (decoder == null) {
      throw new IOException(source + " is closed");
    }
    begin();
    try {
      return decode() ? frame() : null;
    } catch (SocketTimeoutException e) {
      throw new SocketTimeoutException(source + " broke off: " + e.getMessage());
    } catch (IOException e) {
      throw new IOException(source + " broke off: " + e.getMessage());
    } finally {
      FfmpegPatience.end();
    }
  }

  /**
   * Whether there is another frame. What cannot be decoded is passed over, as FFmpeg does, unless
   * nothing comes after it.
   */
  private boolean decode() throws IOException, InterruptedException {
    int errors = 0;
    while (true) {
      // First, as FFmpeg, where its time is up, still hands out what may be no whole frame.
      if (FfmpegPatience.isOver() || Thread.currentThread().isInterrupted()) {
        requireTime("it sent no whole frame");
      }
      int result = avcodec.avcodec_receive_frame(decoder, decoded);
      if (result >= 0) {
        lastError = 0;
        return true;
      }
      if (result == avutil.AVERROR_EOF()) {
        FfmpegError.require(readError);
        FfmpegError.require(lastError);
        return false;
      }
      if (result != avutil.AVERROR_EAGAIN() && ++errors < MOST_ERRORS) {
        // Others may be behind it, and while there are, the decoder takes in nothing.
        lastError = result;
      } else if (drained) {
        throw new IOException(FfmpegError.words(result));
      } else {
        errors = 0;
        read();
      }
    }
  }

  private void read() throws IOException, InterruptedException {
    int result = avformat.av_read_frame(input, packet);
    if (result >= 0) {
      if (packet.stream_index() == stream) {
        send(packet);
      }
      avcodec.av_packet_unref(packet);
    } else if (result != avutil.AVERROR_EAGAIN()) {
      ended(result);
    }
  }

  /** Where it fails, it is one of the frames before that cannot be decoded. */
  private void send(@Nullable AVPacket next) {
    int result = avcodec.avcodec_send_packet(decoder, next);
    if (result < 0) {
      lastError = result;
    }
  }

  /** A file's last frames may still be in the decoder. */
  private void ended(int result) throws IOException, InterruptedException {
    requireTime("it sent no whole frame");
    boolean whole = result == avutil.AVERROR_EOF();
    if (timeout != null) {
      throw new IOException(whole ? "it ended the stream" : FfmpegError.words(result));
    }
    readError = whole ? 0 : result;
    drained = true;
    send(null);
  }

  private Frame frame() throws IOException {
    Instant time =
        timeout == null ? fileTime.next(input, input.streams(stream), decoded) : Instant.now();
    // Those behind it may be smaller.
    Optional<String> excess = excess(decoded.width(), decoded.height());
    return new Frame(
        time,
        excess.isPresent()
            ? new Frame.Refused(source + ": " + excess.get())
            : new Frame.Pixels(display.upright(colors.picture(decoded))));
  }

  @Override
  public void close() {
    FfmpegPatience.begin(TO_HANG_UP);
    colors.close();
    avutil.av_frame_free(decoded);
    avcodec.av_packet_free(packet);
    if (decoder != null) {
      avcodec.avcodec_free_context(decoder);
      decoder = null;
    }
    avformat.avformat_close_input(input);
    FfmpegPatience.end();
  }
}
