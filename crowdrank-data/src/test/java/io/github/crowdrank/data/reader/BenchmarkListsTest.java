package io.github.crowdrank.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.annotation.AnnotationMutations;
import io.github.crowdrank.data.annotation.AnnotationReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged lists of images: the listing has faults, or says why there is none. */
class BenchmarkListsTest {
  private static final List<String> IDS = List.of("0001", "0002", "0003", "0004");

  @TempDir private Path root;

  @BeforeEach
  void write() throws IOException {
    Fixtures.writeImage(root.resolve("picture.jpeg"), Fixtures.scene(1));
    for (String folder : List.of("images", "train/images")) {
      Fixtures.copyImage(
          root.resolve("picture.jpeg"), root.resolve(folder), IDS.stream().map(id -> id + ".jpg"));
    }
    Files.createDirectories(root.resolve("train/gt"));
    for (String id : IDS) {
      Fixtures.writeAnnPoints(root.resolve("mats/" + id + ".mat"), new double[] {1, 2});
      Files.writeString(root.resolve("train/gt/" + id + ".txt"), "1 2 3 4 1 0\n");
    }
  }

  private void hold(DatasetFormat format, Path list, String lines) throws IOException {
    AnnotationReader reader =
        file -> {
          Listing listing = format.list(root, "train");
          assertThat(listing.faults()).allMatch(fault -> !fault.reason().isBlank());
          return listing.images().stream().map(ListedImage::annotation).toList();
        };
    byte[] good = lines.getBytes(StandardCharsets.US_ASCII);
    for (long seed : AnnotationMutations.seeds().toArray()) {
      try {
        AnnotationMutations.assertReadOrRefused(reader, AnnotationMutations.text(good, seed), list);
      } catch (Exception | Error e) {
        throw new AssertionError("seed=" + seed + ": " + e, e);
      }
    }
    Files.write(list, good);
    assertThat(format.list(root, "train").faults()).isEmpty();
  }

  @Test
  void lists_of_nwpu_crowd() throws IOException {
    hold(new NwpuCrowd(), root.resolve("train.txt"), "0003 0 1\n0001 2 1\n0002 0 2\n0004 1 1\n");
  }

  @Test
  void labels_of_jhu_crowd() throws IOException {
    hold(
        new JhuCrowd(),
        root.resolve("train/image_labels.txt"),
        "0001,1,street,0,0\n0002,1,mall,3,0\n0003,1,stadium,0,1\n0004,1,birds,0,1\n");
  }
}
