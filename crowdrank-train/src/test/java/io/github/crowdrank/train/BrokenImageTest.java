package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.data.reader.ReadingRules;
import io.github.crowdrank.train.TrainingProblem.BrokenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files in the folders of a training, one of each folder cut off in its middle. */
class BrokenImageTest {
  @TempDir Path folder;
  private Path labeled;
  private Path unlabeled;
  private Path brokenLabeled;
  private Path brokenUnlabeled;

  @BeforeEach
  void write() throws IOException {
    labeled = folder.resolve("labeled");
    unlabeled = folder.resolve("unlabeled");
    new PointsCsvFolder().write(SmallTraining.labeled(), labeled);
    new PointsCsvFolder().write(SmallTraining.PAINTER.dataset(5, 77), unlabeled);
    brokenLabeled = cutOff(labeled, 2);
    brokenUnlabeled = cutOff(unlabeled, 3);
  }

  /** Cuts off one of the images of a folder. */
  private static Path cutOff(Path root, int which) throws IOException {
    Path image = image(root, which);
    byte[] whole = Files.readAllBytes(image);
    Files.write(image, Arrays.copyOf(whole, whole.length / 2));
    return image;
  }

  private static Path image(Path root, int which) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(png|jpg)"))
          .sorted()
          .skip(which)
          .findFirst()
          .orElseThrow();
    }
  }

  private TrainerBuilder builder() throws IOException {
    CrowdDataset crowds = new PointsCsvFolder().open(labeled, "all", ReadingRules.defaults());
    return SmallTraining.builder(TrainingScheme.multiTask())
        .labeled(crowds)
        .unlabeled(ImageFolder.openRecursively(unlabeled))
        .validation(crowds, 6);
  }

  @Test
  void it_ends_the_training_and_is_named() {
    assertThatThrownBy(() -> builder().build().run())
        .isInstanceOf(IOException.class)
        .message()
        .containsAnyOf(
            brokenLabeled.getFileName().toString(), brokenUnlabeled.getFileName().toString());
  }

  @Test
  void one_that_is_gone_is_told_as_a_sentence_that_says_what_to_do() throws IOException {
    TrainerBuilder builder = builder();
    for (int i = 0; i < 6; i++) {
      Files.delete(image(labeled, 0));
    }

    assertThatThrownBy(() -> builder.build().run())
        .isInstanceOf(IOException.class)
        .message()
        .matches(
            "labeled, image scene-\\d: /.*scene-\\d.png: there is no such file; mend it, take it out, or have"
                + " such images left out by Safeguards.withBrokenImage");
  }

  @Test
  void skipped_one_that_is_gone_is_told_as_a_sentence() throws IOException {
    List<String> problems = new ArrayList<>();
    TrainerBuilder builder =
        builder()
            .safeguards(Safeguards.lenient())
            .listener(
                new TrainingListener() {
                  @Override
                  public void onProblem(TrainingProblem problem) {
                    problems.add(problem.message());
                  }
                });
    Files.delete(brokenLabeled);

    builder.build().run();

    assertThat(problems)
        .contains("image %1$s is left out: %1$s: there is no such file".formatted(brokenLabeled));
  }

  @Test
  void one_that_cannot_be_read_for_an_unforeseen_reason_is_named_too() {
    CrowdDataset painted = SmallTraining.labeled();
    CrowdDataset failing =
        new WatchedDataset(
            painted,
            index -> {
              throw new IllegalStateException("the archive is closed");
            });

    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.countingOnly()).labeled(failing).build().run())
        .isInstanceOf(IOException.class)
        .message()
        .startsWith(painted.name() + ", image ")
        .endsWith(": java.lang.IllegalStateException: the archive is closed");
  }

  @Test
  void skipped_it_is_named_once_and_the_result_does_not_depend_on_the_threads() throws IOException {
    List<TrainingProblem> problems = new ArrayList<>();
    Safeguards skipping = Safeguards.strict().withBrokenImage(Reaction.SKIP);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onProblem(TrainingProblem problem) {
            problems.add(problem);
          }
        };

    float[] weights = SmallTraining.weights(builder().safeguards(skipping).listener(listener));
    float[] withThreads = SmallTraining.weights(builder().safeguards(skipping).loaderThreads(3));

    assertThat(problems).hasSize(2).allMatch(it -> it instanceof BrokenImage);
    assertThat(problems)
        .extracting(TrainingProblem::message)
        .anyMatch(message -> message.contains(brokenLabeled.toString()))
        .anyMatch(message -> message.contains(brokenUnlabeled.toString()))
        .doesNotHaveDuplicates();
    assertThat(withThreads).isEqualTo(weights);
  }

  @Test
  void a_training_that_stopped_at_one_goes_on_when_it_is_skipped() throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    Safeguards skipping = Safeguards.lenient();
    float[] uninterrupted = SmallTraining.weights(builder().safeguards(skipping));
    assertThatThrownBy(() -> builder().checkpoints(checkpoints, 1).build().run())
        .isInstanceOf(IOException.class);

    float[] resumed =
        SmallTraining.weights(builder().checkpoints(checkpoints, 1).safeguards(skipping));

    assertThat(resumed).isEqualTo(uninterrupted);
  }

  @Test
  void where_no_image_can_be_read_the_training_ends() throws IOException {
    for (int i = 0; i < 5; i++) {
      cutOff(unlabeled, i);
    }

    assertThatThrownBy(() -> builder().safeguards(Safeguards.lenient()).build().run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none of the 5 images of");
  }
}
