package io.github.crowdrank.examples.cli;

import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageException;
import io.github.crowdrank.image.ImageLimits;
import io.github.crowdrank.image.UnsupportedImageException;
import io.github.crowdrank.stream.FrameFolder;
import io.github.crowdrank.stream.FrameSequence;
import io.github.crowdrank.stream.FrameSource;
import io.github.crowdrank.stream.MjpegCamera;
import io.github.crowdrank.stream.Video;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where frames come from. */
final class SourceOptions {
  private static final double FRAMES_PER_SECOND = 1;
  private static final double TIMEOUT = 10;
  private static final double LEAST_TIMEOUT = 0.001;
  private static final double MOST_TIMEOUT = 1800;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description = {
        "http(s)://...: a camera that sends MJPEG",
        "rtsp(s)://...: a camera, and a video FILE: with FFmpeg on the class path, see"
            + " docs/STREAMS.md",
        "a folder: its pictures and those that come",
        "pictures: a sequence"
      })
  private List<String> sources;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description =
          "how fast the pictures of a sequence were taken (default: " + FRAMES_PER_SECOND + ")")
  private @Nullable Double framesPerSecond;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "for a camera to answer, and for each frame (default: " + TIMEOUT + ")")
  private @Nullable Double timeout;

  /**
   * The source.
   *
   * @throws IllegalArgumentException if it is none
   */
  FrameSource source() throws IOException {
    if (sources.stream().noneMatch(SourceOptions::isAddress)) {
      if (timeout != null) {
        throw new IllegalArgumentException("--timeout belongs to a camera");
      }
      return files(sources.stream().map(Path::of).toList());
    }
    requireOne();
    requireNoSequence();
    String camera = sources.get(0);
    Duration patience = patience();
    return switch (camera.replaceFirst(":.*", "").toLowerCase(Locale.ROOT)) {
      case "file" ->
          throw new IllegalArgumentException(
              "a file is named by its path but the source is " + camera);
      case "http", "https" -> MjpegCamera.at(address(camera)).withTimeout(patience);
      default -> Video.camera(address(camera)).withTimeout(patience);
    };
  }

  private Duration patience() {
    double seconds = Objects.requireNonNullElse(timeout, TIMEOUT);
    if (!(seconds >= LEAST_TIMEOUT && seconds <= MOST_TIMEOUT)) {
      throw new IllegalArgumentException(
          "--timeout is %s to %.0f seconds but was %s"
              .formatted(LEAST_TIMEOUT, MOST_TIMEOUT, seconds));
    }
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  /** Also one that lacks its slashes, which is no file with a password in its name. */
  private static boolean isAddress(String source) {
    return source.contains("://") || source.matches("(?is)(https?|rtsps?):.*");
  }

  /** Unlike {@link URI#create}, repeats no password. */
  private static URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "a camera's address is wrong after %d characters: %s"
              .formatted(Math.max(0, e.getIndex()), e.getReason()));
    }
  }

  private FrameSource files(List<Path> files) throws IOException {
    Path first = files.get(0);
    if (Files.isDirectory(first)) {
      requireOne();
      requireNoSequence();
      return FrameFolder.of(first);
    }
    if (files.size() > 1 || isPicture(first)) {
      return FrameSequence.of(
          files, Objects.requireNonNullElse(framesPerSecond, FRAMES_PER_SECOND));
    }
    requireNoSequence();
    return Video.file(first);
  }

  /** Of all others the frames have times of their own. */
  private void requireNoSequence() {
    if (framesPerSecond != null) {
      throw new IllegalArgumentException("--fps belongs to the pictures of a sequence");
    }
  }

  private void requireOne() {
    if (sources.size() > 1) {
      throw new IllegalArgumentException(
          "a camera, a folder or a video is watched alone but there are %d sources"
              .formatted(sources.size()));
    }
  }

  /**
   * What does not exist, is damaged or has too many pixels is taken for a picture, and reported as
   * one; what has more bytes than a picture may have, for a video.
   */
  private static boolean isPicture(Path file) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    if (Files.size(file) > ImageLimits.defaults().maxFileBytes()) {
      return false;
    }
    try {
      ImageDecoder.builder().build().bounds(file);
      return true;
    } catch (UnsupportedImageException e) {
      return false;
    } catch (ImageException e) {
      return true;
    }
  }
}
