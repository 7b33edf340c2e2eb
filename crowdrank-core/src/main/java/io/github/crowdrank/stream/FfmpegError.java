package io.github.crowdrank.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** What FFmpeg's numbers below zero mean. */
final class FfmpegError {
  private FfmpegError() {}

  /** In words, such as "Server returned 404 Not Found". */
  static String words(int error) {
    byte[] text = new byte[256];
    avutil.av_strerror(error, text, text.length);
    int length = 0;
    while (text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Passes on what is no error.
   *
   * @throws IOException in FFmpeg's words if it is one
   */
  static int require(int result) throws IOException {
    if (result < 0) {
      throw new IOException(words(result));
    }
    return result;
  }
}
