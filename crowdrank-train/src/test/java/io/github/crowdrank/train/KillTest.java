package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that is killed again and again ends with the weights of one that never was. */
@Tag(HardeningPart.TAG)
class KillTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, scheme {1}")
  @CsvSource({
    "onednn,0",
    "onednn,1",
    "onednn,2",
    "onednn,3",
    "dl4j,0",
    "dl4j,1",
    "dl4j,2",
    "dl4j,3"
  })
  void killed_at_random_and_resumed_it_ends_with_the_same_weights(String engine, int scheme)
      throws Exception {
    HardeningPart part =
        HardeningPart.begin(
            "kill-" + engine + "-" + scheme,
            "Training killed by kill -9, " + engine + ", scheme " + scheme);
    int kills = part.cases(25, 1);
    KilledTraining training = new KilledTraining(engine, scheme, part.cases(1500, 20));
    Path checkpoints = folder.resolve("checkpoints");
    Path model = folder.resolve("model.crowdrank");
    int ended = 0;
    SplittableRandom random = new SplittableRandom(scheme);
    int killed = 0;
    while (killed < kills) {
      long start = System.nanoTime();
      if (training.startAndKill(checkpoints, model, random)) {
        killed++;
        part.ran("life " + killed, System.nanoTime() - start);
      } else {
        // It ended before it was to be killed: another one from the start.
        ended++;
        checkpoints = folder.resolve("checkpoints-" + ended);
        model = folder.resolve("model-" + ended + ".crowdrank");
      }
    }
    training.toEnd(checkpoints, model);
    Path uninterrupted = folder.resolve("uninterrupted.crowdrank");
    training.toEnd(folder.resolve("other"), uninterrupted);

    assertThat(killed).isEqualTo(kills);
    assertThat(weights(model)).isEqualTo(weights(uninterrupted));
    // The model is that of the best validation, which may be long before the last kill.
    assertThat(SavedCheckpoints.newest(checkpoints))
        .usingRecursiveComparison()
        .withEqualsForType(Float::equals, Float.class)
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(SavedCheckpoints.newest(folder.resolve("other")));
    part.end(
        killed
            + " kills, "
            + killed
            + " resumes, best and last weights and all else of the last checkpoint equal bit for"
            + " bit");
  }

  private static float[] weights(Path model) throws IOException {
    return ModelFile.read(model).weights().toArray();
  }
}
