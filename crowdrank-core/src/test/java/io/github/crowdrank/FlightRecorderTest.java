package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.stream.Brightness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {
  private static final List<String> EVENTS =
      List.of("crowdrank.ModelLoad", "crowdrank.Decode", "crowdrank.Forward");

  @TempDir Path folder;

  private List<RecordedEvent> recorded(Recording recording) throws IOException {
    Path file = folder.resolve("recording.jfr");
    recording.stop();
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> EVENTS.contains(event.getEventType().getName()))
        .toList();
  }

  @Test
  void loading_decoding_and_forward_passes_are_recorded() throws IOException {
    Path model = folder.resolve("brightness.crowdrank");
    ModelFile.write(Brightness.model(), model);
    byte[] jpeg = Brightness.whiteJpeg(40, 30);
    Path picture = Files.write(folder.resolve("a.jpg"), jpeg);
    try (Recording recording = new Recording()) {
      EVENTS.forEach(name -> recording.enable(name).withThreshold(Duration.ZERO));
      recording.start();
      try (CrowdCounter counter = CrowdCounter.load(model)) {
        counter.count(picture);
      }

      List<RecordedEvent> events = recorded(recording);

      assertThat(events).extracting(it -> it.getEventType().getName()).isEqualTo(EVENTS);
      RecordedEvent load = events.get(0);
      assertThat(load.getString("source")).isEqualTo(model.toString());
      assertThat(load.getString("network")).isEqualTo("brightness");
      assertThat(load.getInt("parameters")).isEqualTo(4);
      RecordedEvent decode = events.get(1);
      assertThat(decode.getString("source")).isEqualTo(picture.toString());
      assertThat(decode.getString("format")).isEqualTo("JPEG");
      assertThat(decode.getInt("bytes")).isEqualTo(jpeg.length);
      assertThat(decode.getInt("width")).isEqualTo(40);
      assertThat(decode.getInt("height")).isEqualTo(30);
      RecordedEvent forward = events.get(2);
      assertThat(forward.getInt("width")).isEqualTo(40);
      assertThat(forward.getInt("tiles")).isEqualTo(1);
      assertThat(events).allSatisfy(it -> assertThat(it.getDuration()).isPositive());
      assertThat(events).allSatisfy(it -> assertThat(it.getStackTrace()).isNull());
    }
  }

  @Test
  void nothing_is_recorded_where_the_events_are_off() throws IOException {
    byte[] jpeg = Brightness.whiteJpeg(40, 30);
    try (Recording recording = new Recording();
        CrowdCounter counter = CrowdCounter.builder(Brightness.model()).build()) {
      EVENTS.forEach(recording::disable);
      recording.start();
      counter.count(jpeg);

      assertThat(recorded(recording)).isEmpty();
    }
  }
}
