package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(
    max = JRE.JAVA_23,
    disabledReason = "Hadoop asks for a Subject of the security manager, which is gone")
class ImageListingTest {
  @TempDir private Path folder;

  @Test
  void inputs_that_overlap_list_and_leave_out_each_file_once() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("all/inner"));
    Files.writeString(inner.resolve("a.png"), "a");
    Files.writeString(inner.resolve("notes.txt"), "n");
    Path scan = Files.writeString(folder.resolve("all/scan.dat"), "s");
    List<String> inputs =
        List.of(folder.resolve("all").toString(), inner.toString(), scan.toString());

    ImageListing listing = ImageListing.of(inputs, "*.png", new Configuration());

    assertThat(listing.images())
        .extracting(image -> image.path().replaceFirst(".*/", ""))
        .containsExactly("a.png", "scan.dat");
    assertThat(listing.leftOut()).isEqualTo(1);
  }

  @Test
  void links_that_lead_in_circles_are_not_followed() throws IOException {
    Files.writeString(folder.resolve("a.png"), "a");
    for (String link : List.of("b", "c")) {
      Files.createSymbolicLink(folder.resolve(link), folder);
    }
    Files.createSymbolicLink(folder.resolve("d.png"), folder.resolve("a.png"));

    assertThat(ImageListing.of(List.of(folder.toString()), "*.png", new Configuration()).images())
        .extracting(image -> image.path().replaceFirst(".*/", ""))
        .containsExactly("a.png", "d.png");
  }

  @Test
  void a_listing_starts_no_process_for_each_file() throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve(i + ".png"), "a");
    }

    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart");
      recording.start();
      ImageListing listing =
          ImageListing.of(List.of(folder.toString()), "*.png", new Configuration());
      recording.stop();
      Path file = folder.resolve("recording.jfr");
      recording.dump(file);

      assertThat(listing.images()).hasSize(20);
      assertThat(RecordingFile.readAllEvents(file))
          .extracting(event -> event.getString("command"))
          .filteredOn(command -> command.contains(".png"))
          .isEmpty();
    }
  }
}
