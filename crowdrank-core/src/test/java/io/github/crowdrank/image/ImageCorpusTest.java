package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs the decoder over a corpus of good and bad files from the tests of other decoders. */
class ImageCorpusTest {
  /** Good files that the JDK's readers refuse. */
  private static final List<String> REFUSED_BY_THE_JDK =
      List.of("good/bmpsuite__pal8os2v2-sz.bmp", "good/bmpsuite__pal8os2v2.bmp");

  /** Files whose header the JDK's readers refuse before it tells its size. */
  private static final List<String> REFUSED_BEFORE_THE_SIZE_IS_KNOWN =
      List.of(
          "bad/gen__bmp_100000x100000.bmp",
          "bad/gen__bmp_20000x20000_nodata.bmp",
          "bad/gen__bmp_2e31.bmp",
          "bad/irs__Bad_height.bmp",
          "bad/irs__Bad_reallybig.bmp",
          "bad/irs__Bad_width.bmp",
          "bad/bmpsuite__badwidth.bmp");

  /** Damaged files that also declare too many pixels or 12 bits, which is found out first. */
  private static final Map<String, String> WITH_ANOTHER_REASON =
      Map.of(
          "bad/irs__oss-fuzz-36829.jpeg",
          "ImageTooLargeException",
          "bad/ljt__monkey12.jpg",
          "UnsupportedImageException");

  private record Entry(Path file, String name, String expected, String orientation) {}

  private final ImageDecoder decoder = ImageDecoder.builder().build();

  private static Path corpus() {
    String data = System.getProperty("crowdrank.data", "");
    Path corpus =
        Path.of(System.getProperty("crowdrank.root", ""))
            .resolve(data)
            .resolveSibling("image-corpus");
    Assumptions.assumeTrue(
        !data.isEmpty() && Files.exists(corpus.resolve("MANIFEST.tsv")),
        "skipped: there is no image corpus; run with -Dcrowdrank.data=<folder beside image-corpus>");
    return corpus;
  }

  private static List<Entry> entries() throws IOException {
    Path corpus = corpus();
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(corpus.resolve("MANIFEST.tsv"))) {
      String[] fields = line.split("\t", -1);
      if (!fields[0].equals("path")) {
        entries.add(new Entry(corpus.resolve(fields[0]), fields[0], fields[1], fields[2]));
      }
    }
    return entries;
  }

  @Test
  void every_file_ends_as_the_manifest_expects() throws IOException {
    List<String> surprises = new ArrayList<>();
    for (Entry entry : entries()) {
      String outcome = outcome(entry.file());
      if (!outcome.matches(expected(entry))) {
        surprises.add(entry.name() + " " + entry.expected() + " but " + outcome);
      }
    }
    assertThat(surprises).isEmpty();
  }

  private String outcome(Path file) throws IOException {
    try {
      RgbImage image = decoder.decode(file).image();
      return image.width() + "x" + image.height();
    } catch (ImageException e) {
      assertThat(e.getMessage()).startsWith(file.toString());
      return e.getClass().getSimpleName();
    }
  }

  private static String expected(Entry entry) throws IOException {
    if (!isRead(entry.file())) {
      return "UnsupportedImageException";
    }
    if (REFUSED_BY_THE_JDK.contains(entry.name())
        || REFUSED_BEFORE_THE_SIZE_IS_KNOWN.contains(entry.name())) {
      return "CorruptImageException";
    }
    if (WITH_ANOTHER_REASON.containsKey(entry.name())) {
      return WITH_ANOTHER_REASON.get(entry.name());
    }
    return switch (entry.expected()) {
      case "LIMIT" -> "ImageTooLargeException";
      case "CORRUPT" -> "CorruptImageException";
      case "DECODE_OR_CORRUPT" -> "\\d+x\\d+|(Corrupt|Unsupported|ImageTooLarge).*Exception";
      case "NOT_IMAGE" -> "UnsupportedImageException";
      default -> {
        String[] sides = entry.expected().split("x", -1);
        boolean turned = entry.orientation().matches("[5-8]");
        yield turned ? sides[1] + "x" + sides[0] : entry.expected();
      }
    };
  }

  private static boolean isRead(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return switch (ImageFormat.of(bytes)) {
      case JPEG, PNG, GIF, BMP -> true;
      default -> false;
    };
  }

  /** One scene, stored in each of the eight ways. */
  @Test
  void photographs_of_all_orientations_look_alike() throws IOException {
    Map<String, List<Entry>> scenes =
        entries().stream()
            .filter(entry -> entry.name().matches("good/exif__.*_[1-8]\\.jpg"))
            .collect(Collectors.groupingBy(entry -> entry.name().replaceAll("_[1-8].jpg", "")));
    assertThat(scenes).hasSize(2);
    for (List<Entry> scene : scenes.values()) {
      assertThat(scene).hasSize(8);
      RgbImage first = small(scene.get(0));
      for (Entry entry : scene) {
        RgbImage image = small(entry);
        double difference = 0;
        for (int i = 0; i < 60 * 60; i++) {
          int a = image.rgb(i % 60, i / 60) >> 8 & 255;
          int b = first.rgb(i % 60, i / 60) >> 8 & 255;
          difference += Math.abs(a - b) / 3600.0;
        }
        assertThat(difference).as(entry.name()).isLessThan(3);
      }
    }
  }

  private RgbImage small(Entry entry) throws IOException {
    RgbImage image = decoder.decode(entry.file()).image();
    return image.resample(Region.ofImage(image.width(), image.height()), 60, 60);
  }
}
