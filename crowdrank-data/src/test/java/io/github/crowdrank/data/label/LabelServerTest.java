package io.github.crowdrank.data.label;

import static io.github.crowdrank.data.label.LabelClient.json;
import static io.github.crowdrank.data.label.LabelClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.DensityPeaks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved, shown, suggested and exported when the page asks for it. */
class LabelServerTest {
  @TempDir Path folder;
  private ServedPictures served;

  @BeforeEach
  void start() throws IOException {
    served = ServedPictures.in(folder);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void what_is_saved_is_on_disk_and_listed() throws Exception {
    JsonNode before = served.client().labels(0);
    assertThat(before.get("width").intValue()).isEqualTo(96);
    assertThat(before.get("height").intValue()).isEqualTo(64);
    assertThat(before.get("points").isNull()).isTrue();

    String version = before.get("version").textValue();
    HttpResponse<byte[]> saved =
        served.client().save(0, version, "{\"points\": [[1.5, 2], [95.99, 0]]}");

    assertThat(saved.statusCode()).isEqualTo(200);
    assertThat(served.csv("a.csv")).isEqualTo("x,y\n1.5,2.0\n95.99,0.0\n");
    assertThat(served.client().labels(0).get("points").toString())
        .isEqualTo("[[1.5,2.0],[95.99,0.0]]");
    JsonNode list = json(served.client().get("api/pictures"));
    assertThat(list.at("/pictures/0/name").textValue()).isEqualTo("a.png");
    assertThat(list.at("/pictures/0/people").intValue()).isEqualTo(2);
    assertThat(list.at("/pictures/2/people").isNull()).isTrue();
    assertThat(list.get("suggestions").booleanValue()).isFalse();

    version = json(saved).get("version").textValue();
    assertThat(served.client().save(0, version, "{\"points\": []}").statusCode()).isEqualTo(200);
    assertThat(problem(served.client().save(0, version, "{\"points\": [[3, 4]]}")))
        .startsWith("412 ");
    assertThat(served.csv("a.csv")).isEqualTo("x,y\n");
  }

  @Test
  void pictures_are_sent_as_they_are_decoded_and_broken_ones_say_what_is_wrong() throws Exception {
    HttpResponse<byte[]> image = served.client().get("api/pictures/2/image");

    assertThat(image.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(ImageIO.read(new ByteArrayInputStream(image.body())).getWidth()).isEqualTo(96);
    assertThat(problem(served.client().get("api/pictures/1/image")))
        .startsWith("422 ")
        .contains("b.jpg");
    Files.delete(served.pictures().resolve("c.png"));
    assertThat(problem(served.client().get("api/pictures/2/image")))
        .isEqualTo("422 c.png: there is no such file");
    assertThat(problem(served.client().get("api/pictures/2")))
        .contains("422 c.png: there is no such file");
  }

  @Test
  void points_outside_are_shown_at_the_border_and_not_taken() throws Exception {
    Files.writeString(served.pictures().resolve("a.csv"), "-3,10\n20,30\n96,64\n");

    JsonNode labels = served.client().labels(0);
    assertThat(labels.get("outside").intValue()).isEqualTo(2);
    assertThat(labels.at("/points/0").toString()).isEqualTo("[0.0,10.0]");
    assertThat(labels.at("/points/2/0").doubleValue()).isEqualTo(Math.nextDown(96.0));
    String version = labels.get("version").textValue();
    assertThat(problem(served.client().save(0, version, "{\"points\": [[1, 2], [96, 2]]}")))
        .isEqualTo(
            "400 the request: point 2 is [x, y] in the picture of 96x64 pixels but was [96,2]");
    assertThat(problem(served.client().save(0, version, "{\"points\": [[1, 1e999]]}")))
        .startsWith("400 ");
    assertThat(problem(served.client().save(0, version, "{\"points\": [[1]]}"))).startsWith("400 ");
    assertThat(problem(served.client().save(0, version, "{\"points\": [[\"1\", 2]]}")))
        .startsWith("400 ");
    assertThat(problem(served.client().save(0, version, "{}"))).contains("\"points\" is missing");
    assertThat(problem(served.client().save(0, version, "{\"points\":"))).startsWith("400 ");
    assertThat(problem(served.client().save(0, version, ""))).startsWith("400 ");
    assertThat(served.csv("a.csv")).isEqualTo("-3,10\n20,30\n96,64\n");
  }

  @Test
  void bodies_and_numbers_of_points_are_limited() throws Exception {
    assertThat(problem(served.client().save(0, "none", ServedPictures.points(100_001))))
        .startsWith("400 ")
        .contains("at most 100000");
    assertThat(
            problem(
                served.client().save(0, "none", ServedPictures.points(1) + " ".repeat(8 << 20))))
        .startsWith("413 ");
    assertThat(served.pictures().resolve("a.csv")).doesNotExist();
    assertThat(served.client().save(0, "none", ServedPictures.points(5_000)).statusCode())
        .isEqualTo(200);
    assertThat(served.client().labels(0).get("points")).hasSize(5_000);
  }

  @Test
  void a_fault_of_the_program_is_told_and_not_hung_up_on() throws Exception {
    served.restart(
        served
            .builder()
            .suggestions(
                image -> {
                  throw new NoSuchMethodError("that a library of another version lacks");
                }));

    assertThat(problem(served.client().get("api/pictures/0/suggestions")))
        .startsWith("500 this is a fault of the program: java.lang.NoSuchMethodError: that a");
  }

  @Test
  void suggestions_are_the_peaks_of_the_model_and_only_one_picture_is_looked_at_at_a_time()
      throws Exception {
    Files.copy(ServedPictures.PHOTO, served.pictures().resolve("d.jpg"));
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      HeadSuggestions peaks = HeadSuggestions.peaks(counter);
      served.restart(
          served
              .builder()
              .suggestions(
                  image -> {
                    looking.countDown();
                    awaitQuietly(seen);
                    return peaks.of(image);
                  }));
      List<HttpResponse<byte[]>> first = new ArrayList<>();
      Thread asking = new Thread(() -> first.add(getQuietly("api/pictures/3/suggestions")));
      asking.start();
      try {
        awaitQuietly(looking);
        assertThat(problem(served.client().get("api/pictures/0/suggestions"))).startsWith("503 ");
        assertThat(served.client().save(0, "none", "{\"points\": []}").statusCode()).isEqualTo(200);
      } finally {
        seen.countDown();
        asking.join(60_000);
      }

      RgbImage photo = ImageDecoder.builder().build().decode(ServedPictures.PHOTO).image();
      CrowdEstimate estimate = counter.estimate(photo);
      List<HeadPoint> expected =
          DensityPeaks.standard()
              .of(
                  estimate.density(),
                  CellGrid.ofStride(photo.width(), photo.height(), estimate.stride()))
              .stream()
              .filter(head -> head.isInside(photo.width(), photo.height()))
              .toList();
      assertThat(expected).hasSizeGreaterThan(50);
      assertThat(json(first.get(0)).get("points").toString())
          .isEqualTo(
              expected.stream()
                  .map(head -> "[" + head.x() + "," + head.y() + "]")
                  .collect(Collectors.joining(",", "[", "]")));
      assertThat(problem(served.client().get("api/pictures/1/suggestions"))).startsWith("422 ");
      served.close();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nothing happened within a minute");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> getQuietly(String path) {
    try {
      return served.client().get(path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void exports_hold_what_is_labelled_and_tell_what_they_left_out() throws Exception {
    assertThat(problem(served.export("coco"))).isEqualTo("409 nothing is labelled yet");
    assertThat(folder.resolve("pictures-coco")).doesNotExist();
    served.client().save(2, "none", "{\"points\": [[1.5, 2]]}");
    served.client().save(1, "none", "{\"points\": []}");

    JsonNode first = json(served.export("coco"));
    JsonNode second = json(served.export("coco"));

    Path written = Path.of(first.get("folder").textValue());
    assertThat(written).isEqualTo(folder.toAbsolutePath().resolve("pictures-coco"));
    assertThat(second.get("folder").textValue()).isEqualTo(written + "-2");
    assertThat(first.get("unlabeled").intValue()).isEqualTo(1);
    AnnotatedImages read = DatasetFormats.named("coco").open(written, "all");
    assertThat(first.get("pictures").intValue()).isEqualTo(read.size());
    assertThat(read.heads(read.size() - 1)).containsExactly(new HeadPoint(1.5, 2));
  }

  @Test
  void an_export_that_cannot_be_written_names_its_folder() throws Exception {
    Path gone = folder.resolve("gone");
    served.restart(served.builder().exportFolder(gone));
    served.client().save(2, "none", "{\"points\": [[1.5, 2]]}");

    assertThat(problem(served.export("csv")))
        .startsWith("500 " + gone.resolve("pictures-csv") + " cannot be written: ")
        .endsWith("there is no folder " + gone);
  }

  @Test
  void a_full_disk_is_told_and_leaves_the_last_good_file() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
        .as("a file system of 64 KiB can be mounted, which needs root")
        .isTrue();
    try {
      served.restart(
          LabelServer.builder(LabelFolder.open(served.pictures(), disk)).exportFolder(disk));
      served.client().save(0, "none", "{\"points\": [[1, 2]]}");
      String version = served.client().labels(0).get("version").textValue();
      assertThatThrownBy(() -> Files.write(disk.resolve("filler"), new byte[1 << 20]))
          .hasMessageContaining("No space left");

      assertThat(problem(served.client().save(0, version, ServedPictures.points(2))))
          .startsWith("500 ")
          .contains("a.csv cannot be written: No space left on device");
      assertThat(Files.readString(disk.resolve("a.csv"))).isEqualTo("x,y\n1.0,2.0\n");
      try (Stream<Path> files = Files.list(disk)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("a.csv", "filler", LabelServer.LOCK);
      }

      assertThat(problem(served.export("csv")))
          .startsWith("500 " + disk.toAbsolutePath().resolve("pictures-csv cannot be written: "))
          .endsWith("No space left on device");

      Files.delete(disk.resolve("filler"));
      assertThat(served.client().save(0, version, ServedPictures.points(2)).statusCode())
          .isEqualTo(200);
    } finally {
      served.close();
      succeeds("umount", disk.toString());
    }
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
