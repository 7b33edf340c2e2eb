package io.github.crowdrank.stream;

import io.github.crowdrank.image.ImageLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A video file, or a camera that speaks RTSP, read by FFmpeg. A file is read frame by frame, each
 * at its position from 1970-01-01T00:00:00Z on, and turned by quarter turns as the file says that
 * it is held; a camera is live. Immutable.
 *
 * <p>Takes a library that does not come with this one: {@value #NEEDS}, with and without a
 * classifier for this platform's natives, such as {@code linux-x86_64}. Its version belongs
 * together with that of JavaCPP here.
 */
public final class Video implements FrameSource {
  /** The library, as coordinates for a build tool. */
  public static final String NEEDS = "org.bytedeco:ffmpeg:5.0-1.5.7";

  private final @Nullable Path file;
  private final @Nullable CameraAddress camera;
  private final Duration timeout;
  private final ImageLimits limits;

  private Video(
      @Nullable Path file, @Nullable CameraAddress camera, Duration timeout, ImageLimits limits) {
    this.file = file;
    this.camera = camera;
    this.timeout = timeout;
    this.limits = limits;
  }

  /**
   * A file that holds its frames itself: MP4, MOV, Matroska, WebM, AVI, MPEG, MPEG-TS, Ogg, FLV,
   * ASF and the like. A playlist is refused: no other file and no address is opened.
   *
   * @throws IllegalStateException if the library is missing; the message says what is needed
   */
  public static Video file(Path file) {
    requireLibrary();
    return new Video(file, null, Duration.ofSeconds(10), ImageLimits.defaults());
  }

  /**
   * A camera that has 10 seconds to answer and for each frame, whatever else it sends meanwhile. It
   * is asked for video without sound and for TCP, which loses no packets.
   *
   * @param address of {@code rtsp} or {@code rtsps}; a user and password in it are sent and appear
   *     in no message; they are sent to where the camera redirects, too, and over {@code rtsps}
   *     without a check of its certificate
   * @throws IllegalArgumentException if it is of another scheme, has no host or a port that is not
   *     in 1..65535, or holds an @ after its host, where a password that is not escaped would end
   * @throws IllegalStateException if the library is missing; the message says what is needed
   */
  public static Video camera(URI address) {
    CameraAddress camera = new CameraAddress(address);
    if (!camera.scheme().startsWith("rtsp")) {
      throw new IllegalArgumentException(
          "a video camera is asked by rtsp or rtsps but the address is "
              + camera
              + "; see MjpegCamera");
    }
    requireLibrary();
    return new Video(null, camera, Duration.ofSeconds(10), ImageLimits.defaults());
  }

  private static void requireLibrary() {
    try {
      FfmpegReader.load();
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "video takes %s on the class path, with its natives for this platform: %s"
              .formatted(NEEDS, e),
          e);
    }
  }

  /**
   * This video with another time for a camera's answer and for each frame.
   *
   * @throws IllegalArgumentException if it is not 1 millisecond to 30 minutes
   */
  public Video withTimeout(Duration value) {
    return new Video(file, camera, StreamTime.requireTimeout(value), limits);
  }

  /**
   * This video with other limits of a frame, of which those of pixels and sides apply. Default:
   * {@link ImageLimits#defaults()}. A video that begins with larger frames is not opened; one that
   * comes later is a result with a problem, and the video goes on.
   */
  public Video withLimits(ImageLimits value) {
    return new Video(file, camera, timeout, value);
  }

  @Override
  public boolean live() {
    return camera != null;
  }

  @Override
  public FrameReader open() throws IOException, InterruptedException {
    if (camera != null) {
      return FfmpegReader.ofCamera(camera, timeout, limits);
    }
    if (file == null || !Files.isRegularFile(file)) {
      throw new NoSuchFileException(String.valueOf(file), null, "there is no such file");
    }
    return FfmpegReader.ofFile(file, limits);
  }
}
