package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStepEventTest {
  @TempDir Path folder;

  @Test
  void each_step_is_an_event_of_the_flight_recorder() throws IOException {
    Path file = folder.resolve("training.jfr");
    List<StepReport> steps = new ArrayList<>();
    try (Recording recording = new Recording()) {
      recording.enable("crowdrank.TrainingStep").withThreshold(Duration.ZERO);
      recording.start();
      SmallTraining.builder(TrainingScheme.multiTask())
          .steps(3)
          .listener(
              new TrainingListener() {
                @Override
                public void onStep(StepReport report) {
                  steps.add(report);
                }
              })
          .build()
          .run();
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("crowdrank.TrainingStep"))
            .toList();
    assertThat(events).extracting(event -> event.getInt("step")).containsExactly(1, 2, 3);
    for (int i = 0; i < 3; i++) {
      RecordedEvent event = events.get(i);
      assertThat(event.getDuration()).isPositive();
      assertThat(event.getDouble("loss")).isEqualTo(steps.get(i).loss());
      assertThat(event.getInt("labeledPatches")).isEqualTo(3);
      assertThat(event.getInt("rankedPatches")).isEqualTo(6);
      assertThat(event.getBoolean("skipped")).isFalse();
    }
  }
}
