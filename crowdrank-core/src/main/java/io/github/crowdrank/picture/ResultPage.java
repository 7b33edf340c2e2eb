package io.github.crowdrank.picture;

import io.github.crowdrank.io.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Many pictures with their counts on one HTML page that holds all it shows: thumbnails with and
 * without the density, and a table that is sorted by a click on a heading. It loads nothing, and
 * its content security policy lets it load nothing. Immutable.
 */
public final class ResultPage {
  private static final String ROWS = "{{rows}}";
  private static final Pattern FIELD = Pattern.compile("\\{\\{(title|zones)}}");

  private final String title;
  private final List<String> zones;
  private final ColorMap colors;

  private ResultPage(String title, List<String> zones, ColorMap colors) {
    this.title = title;
    this.zones = zones;
    this.colors = colors;
  }

  /** A page without zones, in the colours of {@link ColorMap#VIRIDIS}. */
  public static ResultPage titled(String title) {
    return new ResultPage(title, List.of(), ColorMap.VIRIDIS);
  }

  /** The same page with a column for each of these zones. */
  public ResultPage withZones(List<String> names) {
    return new ResultPage(title, List.copyOf(names), colors);
  }

  /** The same page in other colours. */
  public ResultPage withColors(ColorMap other) {
    return new ResultPage(title, zones, other);
  }

  /**
   * Writes the page, whole or not at all. Results are taken from the stream one after the other and
   * not kept, so that a page may have any number.
   *
   * @throws IllegalArgumentException if a result has not one count for each zone
   * @throws IOException if it cannot be written
   */
  public void write(Path file, Stream<PictureResult> results) throws IOException {
    String template = template();
    int rows = template.indexOf(ROWS);
    String head = filled(template.substring(0, rows));
    String foot = filled(template.substring(rows + ROWS.length()));
    AtomicFile.write(
        file,
        channel -> {
          Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
          out.write(head);
          for (PictureResult result : (Iterable<PictureResult>) results::iterator) {
            out.write(ResultRow.html(result, zones, colors));
          }
          out.write(foot);
          out.flush();
        });
  }

  private static String template() throws IOException {
    try (InputStream in = ResultPage.class.getResourceAsStream("result-page.html")) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its file result-page.html");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** In one pass, so that a title may hold anything. */
  private String filled(String template) {
    return FIELD
        .matcher(template)
        .replaceAll(
            field ->
                Matcher.quoteReplacement(
                    field.group().equals("{{title}}") ? Markup.escaped(title) : zoneHeadings()));
  }

  private String zoneHeadings() {
    return zones.stream()
        .map(zone -> "<th><button type=\"button\">" + Markup.escaped(zone) + "</button></th>\n")
        .collect(Collectors.joining());
  }
}
