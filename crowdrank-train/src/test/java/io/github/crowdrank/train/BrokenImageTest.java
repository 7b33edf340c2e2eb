package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.data.reader.ReadingRules;
import io.github.crowdrank.train.TrainingProblem.BrokenImage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    TrainingListener listener = new ToldProblems(problems);

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

  /** A validation counts each image, then reads some of them once more for nested crops. */
  @ParameterizedTest(name = "{0} of 3")
  @ValueSource(ints = {1, 3})
  void skipped_one_that_fails_when_a_validation_reads_it_once_more_is_not_ranked(int failing)
      throws IOException {
    AtomicIntegerArray reads = new AtomicIntegerArray(3);
    CrowdDataset validation =
        new WatchedDataset(
            SmallTraining.PAINTER.dataset(3, 99),
            index -> {
              if (reads.incrementAndGet(index) > 1 && index < failing) {
                throw new IOException("the share is gone");
              }
            });
    List<TrainingProblem> problems = new ArrayList<>();

    TrainingResult result = validated(validation, problems);

    assertThat(result.ending()).isEqualTo(TrainingResult.Ending.COMPLETED);
    ValidationReport report = result.validations().get(0);
    assertThat(report.errors().images()).isEqualTo(3);
    int pairs = 3 * (3 - failing);
    assertThat(report.ranking().pairs()).isEqualTo(pairs);
    assertThat(report.statistics().pairs()).isEqualTo(pairs);
    assertThat(problems)
        .hasSize(failing)
        .allMatch(problem -> problem.message().endsWith("is left out: the share is gone"));
  }

  /** In the last image: whatever is counted after it would hear of the interrupt, too. */
  @Test
  void an_interrupt_while_a_validation_reads_an_image_once_more_is_no_broken_one()
      throws IOException {
    AtomicInteger reads = new AtomicInteger();
    CrowdDataset validation =
        new WatchedDataset(
            SmallTraining.PAINTER.dataset(3, 99),
            index -> {
              if (index == 2 && reads.incrementAndGet() > 1) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
              }
            });
    List<TrainingProblem> problems = new ArrayList<>();

    TrainingResult result = validated(validation, problems);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.ending()).isEqualTo(TrainingResult.Ending.INTERRUPTED);
    assertThat(result.validations()).isEmpty();
    assertThat(problems).isEmpty();
  }

  /** Twelve steps with one validation, at their end. */
  private static TrainingResult validated(CrowdDataset validation, List<TrainingProblem> problems)
      throws IOException {
    return SmallTraining.builder(TrainingScheme.countingOnly())
        .validation(validation, 12)
        .safeguards(Safeguards.lenient())
        .listener(new ToldProblems(problems))
        .build()
        .run();
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
