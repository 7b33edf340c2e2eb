package io.github.crowdrank.stream;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests that read with FFmpeg, with a message, where it has no natives. */
final class FfmpegNatives implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    String missing = "";
    try {
      FfmpegReader.load();
    } catch (LinkageError e) {
      missing = e.toString();
    }
    assumeThat(missing).as("FFmpeg's natives are not on the class path").isEmpty();
  }
}
