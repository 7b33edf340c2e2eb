package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Points as text: {@code x,y} on each line, in pixels. A first line of two words is a header. */
final class CsvPoints implements AnnotationReader {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("\"?[\\p{L}_][\\p{L}\\p{N}_ ]*\"?");
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final long MOST_BYTES = 16 << 20;

  @Override
  public List<Annotation> read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("more than " + MOST_BYTES + " bytes are not taken for points");
    }
    List<String> lines = lines(file);
    if (lines.size() > MOST_POINTS + 1) {
      throw new IOException(lines.size() + " lines; at most " + MOST_POINTS + " points are read");
    }
    List<HeadPoint> points = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !(i == 0 && isHeader(line))) {
        points.add(point(line, i + 1));
      }
    }
    return List.of(Annotation.of(points));
  }

  private static List<String> lines(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException("not text in UTF-8", e);
    }
    return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
  }

  private static boolean isHeader(String line) {
    List<String> fields = fields(line);
    return fields.size() == 2 && fields.stream().allMatch(field -> WORD.matcher(field).matches());
  }

  private static List<String> fields(String line) {
    return Stream.of(line.split(",", -1)).map(String::strip).toList();
  }

  private static HeadPoint point(String line, int number) throws IOException {
    List<String> fields = fields(line);
    if (fields.size() != 2 || !fields.stream().allMatch(field -> NUMBER.matcher(field).matches())) {
      throw notAPoint(line, number);
    }
    double x = Double.parseDouble(fields.get(0));
    double y = Double.parseDouble(fields.get(1));
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw notAPoint(line, number);
    }
    return new HeadPoint(x, y);
  }

  private static IOException notAPoint(String line, int number) {
    String shown = line.length() > 60 ? line.substring(0, 60) + "..." : line;
    return new IOException(
        "line " + number + " is \"" + shown + "\" but should be x,y: two finite numbers");
  }
}
