package io.github.crowdrank.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A baseline JPEG in the packets of RFC 2435, from the byte after RTP's header on: the quantization
 * tables in the first of them, and no Huffman tables, which are taken to be those of the standard.
 */
final class RtpJpeg {
  /** Static payload type, RFC 3551. */
  static final int PAYLOAD_TYPE = 26;

  private static final int QUANTIZATION_IN_BAND = 255;
  private static final int PACKET_BYTES = 1400;

  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private int type;
  private int width;
  private int height;
  private byte[] scan = new byte[0];

  private RtpJpeg(byte[] jpeg) {
    ByteBuffer in = ByteBuffer.wrap(jpeg).position(2);
    while (scan.length == 0) {
      int marker = in.getShort() & 0xffff;
      int end = in.position() + (in.getShort(in.position()) & 0xffff);
      in.position(in.position() + 2);
      switch (marker) {
        case 0xffdb -> addTables(in, end);
        case 0xffc0 -> readFrame(in);
        case 0xffda -> scan = Arrays.copyOfRange(jpeg, end, jpeg.length - 2);
        default -> {
          // APP0 and the Huffman tables
        }
      }
      in.position(end);
    }
  }

  /** The payloads of the packets of a picture, of sides that are multiples of 8 up to 2040. */
  static List<byte[]> payloads(byte[] jpeg) {
    return new RtpJpeg(jpeg).payloads();
  }

  private void addTables(ByteBuffer in, int end) {
    while (in.position() < end) {
      in.get(); // 8 bits of precision, and the tables come in their order
      byte[] table = new byte[64];
      in.get(table);
      tables.writeBytes(table);
    }
  }

  private void readFrame(ByteBuffer in) {
    in.get();
    height = in.getShort();
    width = in.getShort();
    in.position(in.position() + 2);
    int sampling = in.get();
    type =
        switch (sampling) {
          case 0x21 -> 0;
          case 0x22 -> 1;
          default -> throw new IllegalArgumentException("sampling factors " + sampling);
        };
  }

  private List<byte[]> payloads() {
    List<byte[]> payloads = new ArrayList<>();
    for (int offset = 0; offset < scan.length; ) {
      boolean first = offset == 0;
      int tableBytes = first ? 4 + tables.size() : 0;
      int bytes = Math.min(scan.length - offset, PACKET_BYTES - 8 - tableBytes);
      ByteBuffer payload = ByteBuffer.allocate(8 + tableBytes + bytes);
      payload.putInt(offset).put((byte) type).put((byte) QUANTIZATION_IN_BAND);
      payload.put((byte) (width / 8)).put((byte) (height / 8));
      if (first) {
        payload.putShort((short) 0).putShort((short) tables.size()).put(tables.toByteArray());
      }
      payloads.add(payload.put(scan, offset, bytes).array());
      offset += bytes;
    }
    return payloads;
  }
}
