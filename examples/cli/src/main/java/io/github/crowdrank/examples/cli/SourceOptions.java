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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where frames come from. */
final class SourceOptions {
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
      description = "how fast the pictures of a sequence were taken (default: ${DEFAULT-VALUE})")
  private double framesPerSecond = 1;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "for a camera to answer, and for each frame (default: ${DEFAULT-VALUE})")
  private double timeout = 10;

  /**
   * The source.
   *
   * @throws IllegalArgumentException if it is none
   */
  FrameSource source() throws IOException {
    if (sources.stream().noneMatch(SourceOptions::isAddress)) {
      return files(sources.stream().map(Path::of).toList());
    }
    requireOne();
    String camera = sources.get(0);
    Duration patience = Duration.ofMillis(Math.round(1000 * timeout));
    return switch (camera.replaceFirst(":.*", "").toLowerCase(Locale.ROOT)) {
      case "file" ->
          throw new IllegalArgumentException(
              "a file is named by its path but the source is " + camera);
      case "http", "https" -> MjpegCamera.at(address(camera)).withTimeout(patience);
      default -> Video.camera(address(camera)).withTimeout(patience);
    };
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
      return FrameFolder.of(first);
    }
    return files.size() > 1 || isPicture(first)
        ? FrameSequence.of(files, framesPerSecond)
        : Video.file(first);
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
