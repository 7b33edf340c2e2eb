package io.github.crowdrank.data.annotation;

import io.github.crowdrank.data.annotation.CsvLayout.Header;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Points as separated values: {@code x,y} on each line, in pixels. Under a header that names x and
 * y there may be other columns; one that holds an image's name makes it a file of many images.
 */
record CsvPoints(CsvLayout layout) implements AnnotationReader {
  private static final Set<String> IMAGE_COLUMNS =
      Set.of("image", "image_name", "image_path", "file", "file_name", "filename");

  private static final Pattern WORD = Pattern.compile("[\\p{L}_]");

  /** Where the columns are; an image column of -1 is none. */
  private record Columns(int count, int x, int y, int image) {
    private static final Columns WITHOUT_HEADER = new Columns(2, 0, 1, -1);
  }

  @Override
  public List<Annotation> read(Path file) throws IOException {
    try (CsvLines lines = CsvLines.open(file, layout.separator())) {
      if (!lines.next()) {
        return List.of(Annotation.of(List.of()));
      }
      boolean header =
          layout.header() == Header.PRESENT
              || (layout.header() == Header.AUTO && looksLikeHeader(lines.fields()));
      Columns columns = header ? columns(lines) : Columns.WITHOUT_HEADER;
      boolean more = !header || lines.next();
      return columns.image < 0 ? one(lines, columns, more) : many(lines, columns, more);
    }
  }

  private static boolean looksLikeHeader(List<String> fields) {
    return fields.stream().noneMatch(Numbers::isNumber)
        && fields.stream().anyMatch(field -> WORD.matcher(field).lookingAt());
  }

  private static Columns columns(CsvLines lines) throws IOException {
    List<String> names =
        lines.fields().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    List<String> image = names.stream().filter(IMAGE_COLUMNS::contains).toList();
    boolean once =
        names.indexOf("x") == names.lastIndexOf("x")
            && names.indexOf("y") == names.lastIndexOf("y");
    if (!names.contains("x") || !names.contains("y") || !once || image.size() > 1) {
      throw lines.wrong(
          "should be x,y: two finite numbers, or a header that names x, y and at most one of "
              + IMAGE_COLUMNS.stream().sorted().toList());
    }
    return new Columns(
        names.size(),
        names.indexOf("x"),
        names.indexOf("y"),
        image.isEmpty() ? -1 : names.indexOf(image.get(0)));
  }

  private static List<Annotation> one(CsvLines lines, Columns columns, boolean more)
      throws IOException {
    Tally tally = new Tally();
    List<HeadPoint> points = new ArrayList<>();
    for (; more; more = lines.next()) {
      add(tally, points, lines, columns, lines.fields());
    }
    return List.of(Annotation.of(points));
  }

  private static List<Annotation> many(CsvLines lines, Columns columns, boolean more)
      throws IOException {
    Tally tally = new Tally();
    Map<String, List<HeadPoint>> images = new LinkedHashMap<>();
    for (; more; more = lines.next()) {
      List<String> fields = lines.fields();
      if (fields.size() != columns.count) {
        throw lines.wrong("should have " + columns.count + " values, as the header has");
      }
      String image = fields.get(columns.image);
      List<HeadPoint> points = images.get(image);
      if (points == null) {
        tally.image(image, lines.where());
        points = new ArrayList<>();
        images.put(image, points);
      }
      // A line with nothing but the image's name says that nobody is on it.
      if (!fields.get(columns.x).isEmpty() || !fields.get(columns.y).isEmpty()) {
        add(tally, points, lines, columns, fields);
      }
    }
    return images.entrySet().stream()
        .map(entry -> new Annotation(entry.getKey(), Optional.empty(), entry.getValue()))
        .toList();
  }

  private static void add(
      Tally tally, List<HeadPoint> points, CsvLines lines, Columns columns, List<String> fields)
      throws IOException {
    if (fields.size() == columns.count) {
      OptionalDouble x = Numbers.coordinate(fields.get(columns.x));
      OptionalDouble y = Numbers.coordinate(fields.get(columns.y));
      if (x.isPresent() && y.isPresent()) {
        tally.add(points, x.getAsDouble(), y.getAsDouble(), lines::where);
        return;
      }
    }
    String should = "should be x" + lines.shownSeparator() + "y: two finite numbers";
    if (columns.count > 2) {
      should += " among " + columns.count + " values, as the header has";
    } else if (fields.size() == 3
        && !Numbers.isNumber(fields.get(0))
        && fields.stream().skip(1).allMatch(Numbers::isNumber)) {
      throw lines.wrong(
          should + "; other columns need a first line that names all, such as image,x,y");
    }
    throw lines.wrong(
        lines.hasComma() ? should + " with a decimal point; a decimal comma is not read" : should);
  }
}
