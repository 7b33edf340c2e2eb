package io.github.crowdrank.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/** Videos that FFmpeg writes, of five frames a second, and in the format that their name says. */
final class RecordedVideo {
  static final int RATE = 5;

  private RecordedVideo() {}

  /** Frames of samples that are drawn for each pixel from the number of the frame. */
  static Path write(Path file, int width, int height, int frames, IntUnaryOperator samples)
      throws IOException {
    List<ByteBuffer> pictures = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(3 * width * height);
      while (pixels.hasRemaining()) {
        pixels.put((byte) samples.applyAsInt(i));
      }
      pictures.add(pixels.flip());
    }
    return write(file, width, height, avutil.AV_PIX_FMT_RGB24, pictures, Map.of());
  }

  /**
   * One frame of one colour, which is stored as it is given.
   *
   * @param color its luma, blue and red chroma, as samples
   * @param options what the file is to say of it
   */
  static Path write(Path file, int width, int height, int[] color, Map<String, String> options)
      throws IOException {
    ByteBuffer planes = ByteBuffer.allocateDirect(width * height * 3 / 2);
    for (int i = 0; planes.hasRemaining(); i++) {
      int plane = i < width * height ? 0 : i < width * height * 5 / 4 ? 1 : 2;
      planes.put((byte) color[plane]);
    }
    return write(file, width, height, avutil.AV_PIX_FMT_YUV420P, List.of(planes.flip()), options);
  }

  private static Path write(
      Path file,
      int width,
      int height,
      int format,
      List<ByteBuffer> pictures,
      Map<String, String> options)
      throws IOException {
    int channels = format == avutil.AV_PIX_FMT_RGB24 ? 3 : 1;
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height)) {
      recorder.setVideoCodec(codec(file.toString()));
      recorder.setFrameRate(RATE);
      recorder.setVideoBitrate(2_000_000);
      options.forEach(recorder::setVideoOption);
      recorder.start();
      for (ByteBuffer picture : pictures) {
        recorder.recordImage(
            width,
            height,
            org.bytedeco.javacv.Frame.DEPTH_UBYTE,
            channels,
            channels * width,
            format,
            picture);
      }
    }
    return file;
  }

  /** One that the container may hold. */
  private static int codec(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "webm", "ivf" -> avcodec.AV_CODEC_ID_VP8;
      case "flv" -> avcodec.AV_CODEC_ID_FLV1;
      case "h264" -> avcodec.AV_CODEC_ID_H264;
      default -> avcodec.AV_CODEC_ID_MPEG4;
    };
  }
}
