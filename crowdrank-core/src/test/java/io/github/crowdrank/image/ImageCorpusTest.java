package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.hardening.HardeningPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the decoder over a corpus of good and bad files from the tests of other decoders. */
@Tag(HardeningPart.TAG)
class ImageCorpusTest {
  /** Damaged files that are also too large or of 12 bits or a negative width; signed samples. */
  private static final Map<String, String> WITH_ANOTHER_REASON =
      Map.of(
          "bad/bmpsuite__badwidth.bmp",
          "CorruptImageException",
          "bad/gen__bmp_minint_height.bmp",
          "ImageTooLargeException",
          "bad/irs__oss-fuzz-36829.jpeg",
          "ImageTooLargeException",
          "bad/ljt__monkey12.jpg",
          "UnsupportedImageException",
          "bad/pillow__l2rgb_read.bmp",
          "ImageTooLargeException",
          "bad/pillow__libtiff_segfault.tif",
          "ImageTooLargeException",
          "good/pillow__16bit.s.tif",
          "UnsupportedImageException");

  private static final String ARITHMETIC = "good/ljt__testimgari.jpg";

  private record Entry(Path file, String name, String expected, String orientation) {}

  private final ImageDecoder decoder =
      ImageDecoder.builder().formats(EnumSet.allOf(ImageFormat.class)).build();

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
  void every_file_ends_as_the_manifest_expects() throws Exception {
    List<Entry> entries = entries();
    HardeningPart part = HardeningPart.begin("image-corpus", "Every picture of the corpus");
    part.worstAllowed(Duration.ofSeconds(2));
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> surprises = new ArrayList<>();
    for (Entry entry : entries) {
      part.compute(
          entry.name(),
          () -> {
            String outcome = outcome(entry.file());
            outcomes.merge(outcome.matches("\\d.*") ? "decoded" : outcome, 1, Integer::sum);
            if (!outcome.matches(expected(entry))) {
              surprises.add(entry.name() + " " + entry.expected() + " but " + outcome);
            }
          });
    }
    assertThat(surprises).isEmpty();
    part.end("as the manifest expects: " + outcomes);
  }

  @Test
  void what_is_too_large_is_refused_from_its_header() throws Exception {
    List<Entry> large = entries().stream().filter(e -> e.expected().equals("LIMIT")).toList();
    HardeningPart part =
        HardeningPart.begin("image-limits", "Pictures over the limit, refused from the header");
    part.worstAllowed(Duration.ofMillis(200));
    long mostAllocated = 0;
    List<String> outcomes = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (Entry entry : large) {
      refusals.add(entry.name() + " " + expected(entry));
      long before = allocated();
      part.compute(entry.name(), () -> outcomes.add(entry.name() + " " + outcome(entry.file())));
      mostAllocated = Math.max(mostAllocated, allocated() - before);
    }
    assertThat(outcomes).isNotEmpty().isEqualTo(refusals);
    assertThat(outcomes).allMatch(outcome -> outcome.endsWith("Exception"));
    assertThat(mostAllocated).isLessThan(16 << 20);
    part.end("all refused; at most %d KiB of heap allocated".formatted(mostAllocated >> 10));
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
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
    if (entry.name().equals(ARITHMETIC) && !javaReads(entry.file())) {
      return "UnsupportedImageException";
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

  /** The libjpeg of the JDK does not decode arithmetic coding, that of Debian does. */
  private static boolean javaReads(Path file) {
    try {
      return ImageIO.read(file.toFile()) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isRead(Path file) throws IOException {
    Signature signature = Signature.of(Files.readAllBytes(file));
    return signature != null && signature != Signature.ICO && signature != Signature.HEIF;
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
