package io.github.crowdrank.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Brings a JVM over what JavaCPP allows its process, when it has begun. */
public final class FullMemory {
  private static final int LIMIT_MEBIBYTES = 700;

  private static final List<byte[]> HELD = new ArrayList<>();

  private FullMemory() {}

  /** Of the JVM. JavaCPP asks for a garbage collection before it gives up: once will do. */
  public static List<String> options() {
    return List.of(
        "-Xmx" + 2 * LIMIT_MEBIBYTES + "m",
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=" + LIMIT_MEBIBYTES + "m",
        "-Dorg.bytedeco.javacpp.maxRetries=1");
  }

  /** From now on nothing more is to be had from JavaCPP. */
  public static void fill() {
    for (int i = 0; i < 16 * LIMIT_MEBIBYTES; i++) {
      byte[] part = new byte[1 << 16];
      Arrays.fill(part, (byte) 1);
      HELD.add(part);
    }
  }
}
