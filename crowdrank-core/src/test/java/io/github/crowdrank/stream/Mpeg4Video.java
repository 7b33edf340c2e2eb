package io.github.crowdrank.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * MPEG-4 video as RTP carries it, RFC 6416.
 *
 * @param configuration what precedes the first frame, in hexadecimal digits
 */
record Mpeg4Video(String configuration, List<byte[]> frames) {
  private static final int VIDEO_OBJECT_PLANE = 0xb6;
  private static final int GROUP_OF_PLANES = 0xb3;

  /** Frames of one shade of grey each. */
  static Mpeg4Video ofShades(int width, int height, int... shades) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(written, width, height)) {
      recorder.setFormat("m4v");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(5);
      recorder.setVideoBitrate(2_000_000);
      recorder.start();
      for (int shade : shades) {
        byte[] samples = new byte[3 * width * height];
        Arrays.fill(samples, (byte) shade);
        ByteBuffer pixels = ByteBuffer.allocateDirect(samples.length).put(samples).flip();
        recorder.recordImage(
            width,
            height,
            org.bytedeco.javacv.Frame.DEPTH_UBYTE,
            3,
            3 * width,
            avutil.AV_PIX_FMT_RGB24,
            pixels);
      }
    }
    return split(written.toByteArray());
  }

  private static Mpeg4Video split(byte[] video) {
    List<Integer> starts = new ArrayList<>();
    boolean grouped = false;
    for (int i = 0; i + 3 < video.length; i++) {
      if (video[i] == 0 && video[i + 1] == 0 && video[i + 2] == 1) {
        int code = video[i + 3] & 0xff;
        if (code == GROUP_OF_PLANES || (code == VIDEO_OBJECT_PLANE && !grouped)) {
          starts.add(i);
        }
        grouped = code == GROUP_OF_PLANES;
      }
    }
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : video.length;
      frames.add(Arrays.copyOfRange(video, starts.get(i), end));
    }
    return new Mpeg4Video(HexFormat.of().formatHex(video, 0, starts.get(0)), frames);
  }

  /** The lines of SDP that announce it. */
  String attributes(int payloadType) {
    return "a=rtpmap:%d MP4V-ES/90000\r\na=fmtp:%d profile-level-id=1;config=%s\r\n"
        .formatted(payloadType, payloadType, configuration);
  }
}
