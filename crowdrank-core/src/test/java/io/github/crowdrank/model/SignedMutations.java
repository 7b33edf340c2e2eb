package io.github.crowdrank.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes of what a model file says, with the right header length and checksum. */
final class SignedMutations {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");

  /** A quoted word within a text that is JSON itself. */
  private static final Pattern WORD = Pattern.compile("(?<=\\\\\")[a-zA-Z0-9]+(?=\\\\\")");

  private static final Pattern SHAPE = Pattern.compile("(?<=\"shape\":\\[)[0-9,]+");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "64",
          "-1",
          "0.5",
          "16384",
          "1000000000",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "1e-320",
          "-1e300",
          "1e309",
          "NaN",
          "null",
          "[]");

  private static final float[] VALUES = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    Float.MIN_VALUE,
    -0.0f,
    1e30f
  };

  private final String header;
  private final byte[] weights;

  /** Of a file with weights in single precision. */
  SignedMutations(byte[] file) {
    int headerEnd = 8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    // One character a byte, so that places in it are places in the file.
    header = new String(file, 8, headerEnd - 8, StandardCharsets.ISO_8859_1);
    weights = Arrays.copyOfRange(file, headerEnd, file.length);
  }

  /** One to three changes, in most cases of the metadata. */
  byte[] mutated(SplittableRandom random) throws IOException {
    String text = header;
    byte[] values = weights.clone();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      switch (random.nextInt(7)) {
        case 0, 1, 2 -> text = changed(text, NUMBER, random, any(NUMBERS, random));
        case 3, 4 -> text = changed(text, WORD, random, word(random));
        case 5 -> text = reshaped(text, random);
        default ->
            ByteBuffer.wrap(values)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(
                    Float.BYTES * random.nextInt(values.length / Float.BYTES),
                    VALUES[random.nextInt(VALUES.length)]);
      }
    }
    byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
    return Signature.renewed(
        ByteBuffer.allocate(8 + start.length + values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(start.length)
            .put(start)
            .put(values)
            .array());
  }

  private static <T> T any(List<T> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Any other of the words: layers get the names, inputs and kinds of others. */
  private String word(SplittableRandom random) {
    Matcher words = WORD.matcher(header);
    return words.find(random.nextInt(header.length())) ? words.group() : "";
  }

  /** Changes the first match after some place among the metadata in front of the checksum. */
  private static String changed(
      String text, Pattern what, SplittableRandom random, String replacement) {
    int checksum = text.indexOf("\"" + Checksum.KEY + "\"");
    Matcher match = what.matcher(text);
    return match.find(random.nextInt(checksum)) && match.end() <= checksum
        ? text.substring(0, match.start()) + replacement + text.substring(match.end())
        : text;
  }

  /** The same numbers of a tensor in another shape. */
  private static String reshaped(String text, SplittableRandom random) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.find(random.nextInt(text.length()))) {
      return text;
    }
    List<String> sides = Arrays.asList(shape.group().split(",", -1));
    Collections.rotate(sides, random.nextInt(1, 4));
    String other = String.join(",", sides) + (random.nextBoolean() ? ",1" : "");
    return text.substring(0, shape.start()) + other + text.substring(shape.end());
  }
}
