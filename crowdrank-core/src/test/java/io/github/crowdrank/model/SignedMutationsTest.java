package io.github.crowdrank.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.safetensors.SafetensorsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checksum says that a file is whole, and not that whoever wrote it meant well. */
@Tag(HardeningPart.TAG)
class SignedMutationsTest {
  private static final Duration ALLOWED = Duration.ofMillis(50);

  private static final CrowdModel MODEL =
      SparseExpertTest.both()
          .withCalibration(
              new Calibration(
                  new CountCurve(
                      List.of(new CountCurve.Point(10, 8.5), new CountCurve.Point(500.25, 700))),
                  List.of(0.25, 1e-9, 17.0)));

  private static final Pattern ENTRY =
      Pattern.compile(
          "damaged is no crowdrank model: (network|preprocessing|card|calibration|sparse): .*",
          Pattern.DOTALL);

  private static final String MODEL_READ = "another model";
  private static final String IN_FRONT = "refused before the checksum or by it";

  private final Map<String, Integer> outcomes = new TreeMap<>();

  @TempDir private Path folder;

  @Test
  void changed_and_signed_again_files_are_refused_with_the_reason_or_models() throws Exception {
    Path file = folder.resolve("model.crowdrank");
    ModelFile.write(MODEL, file);
    SignedMutations mutations = new SignedMutations(Files.readAllBytes(file));
    for (int seed = -200; seed < 0; seed++) {
      // The first readings load classes.
      read(mutations.mutated(new SplittableRandom(seed)));
    }
    outcomes.clear();
    HardeningPart part =
        HardeningPart.begin("model-mutations-signed", "Model files changed and signed again");
    part.worstAllowed(ALLOWED);
    int cases = part.cases(10_000, 2_000);
    List<CrowdModel> read = new ArrayList<>();
    for (int seed = 0; seed < cases; seed++) {
      byte[] mutated = mutations.mutated(new SplittableRandom(seed));
      read.clear();
      part.compute("seed " + seed, () -> read(mutated).ifPresent(read::add));
      for (CrowdModel model : read) {
        ModelFile.write(model, file);
        assertThat(ModelFile.read(file)).as("seed %d", seed).isEqualTo(model);
      }
    }
    assertThat(outcomes)
        .containsKeys(
            "network", "preprocessing", "card", "calibration", "sparse", "tensors", "weights");
    assertThat(outcomes.get(MODEL_READ)).isGreaterThan(cases / 20);
    assertThat(outcomes.get(IN_FRONT)).isLessThan(cases / 10);
    part.end(outcomes.toString());
  }

  private Optional<CrowdModel> read(byte[] file) throws IOException {
    try {
      CrowdModel model = ModelFile.read(new ByteArrayInputStream(file), "damaged");
      outcomes.merge(MODEL_READ, 1, Integer::sum);
      return Optional.of(model);
    } catch (ModelFormatException | SafetensorsException e) {
      assertThat(e).hasMessageStartingWith("damaged is no ");
      outcomes.merge(refusedFor(String.valueOf(e.getMessage())), 1, Integer::sum);
      return Optional.empty();
    }
  }

  /** The entry of the file that a refusal is for. */
  private static String refusedFor(String message) {
    Matcher entry = ENTRY.matcher(message);
    if (entry.matches()) {
      return entry.group(1);
    }
    if (message.contains(" needs tensor ")) {
      return "tensors";
    }
    return message.endsWith(" but weights are finite") ? "weights" : IN_FRONT;
  }
}
