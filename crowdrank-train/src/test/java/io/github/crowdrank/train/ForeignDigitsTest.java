package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where a language writes numbers with digits of its own, files hold those of ASCII all the same.
 */
class ForeignDigitsTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void writeArabic() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertThat("%d".formatted(7)).isNotEqualTo("7");
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void a_training_finds_its_own_checkpoints(@TempDir Path folder) throws IOException {
    SmallTraining.builder(TrainingScheme.multiTask()).checkpoints(folder, 5).build().run();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              CheckpointStore.LOCK, "step-0000000010.checkpoint", "step-0000000012.checkpoint");
    }
    List<Integer> resumed = new ArrayList<>();
    SmallTraining.builder(TrainingScheme.multiTask())
        .checkpoints(folder, 5)
        .listener(
            new TrainingListener() {
              @Override
              public void onResume(int step, Path file) {
                resumed.add(step);
              }
            })
        .build()
        .run();
    assertThat(resumed).containsExactly(12);
  }

  @Test
  void a_model_card_is_the_same_in_every_language() throws IOException {
    TrainingResult result =
        SmallTraining.builder(TrainingScheme.countingOnly())
            .validation(SmallTraining.PAINTER.dataset(3, 99), 5)
            .checkpointChoice(CheckpointChoice.BEST_VALIDATION)
            .build()
            .run();

    assertThat(result.model().card().facts())
        .containsKeys("batch", "learning rate", "weights")
        .allSatisfy((name, fact) -> assertThat(fact).as(name).matches("\\p{ASCII}*"));
  }
}
