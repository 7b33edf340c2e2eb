package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trainings and one folder of checkpoints. */
class SharedFolderTest {
  @TempDir Path folder;

  @Test
  void a_second_training_in_the_folder_of_one_under_way_is_refused() throws IOException {
    List<Throwable> refused = new ArrayList<>();
    float[] alone = SmallTraining.weights(SmallTraining.builder(TrainingScheme.multiTask()));

    float[] first =
        SmallTraining.weights(
            SmallTraining.builder(TrainingScheme.multiTask())
                .checkpoints(folder, 5)
                .listener(
                    new TrainingListener() {
                      @Override
                      public void onCheckpoint(int step, Path file) {
                        refused.add(
                            catchThrowable(
                                () ->
                                    SmallTraining.builder(TrainingScheme.multiTask())
                                        .checkpoints(folder, 5)
                                        .build()
                                        .run()));
                      }
                    }));

    assertThat(refused)
        .hasSize(3)
        .allSatisfy(
            e ->
                assertThat(e)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                        folder
                            + " is in use by another training; end it first, or use another"
                            + " folder"));
    assertThat(first).isEqualTo(alone);
  }
}
