package io.github.crowdrank.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What went wrong in a training that went on. */
public sealed interface TrainingProblem {
  /** One sentence for people. */
  String message();

  /**
   * An image cannot be read; another one takes its place. Told once per image and run.
   *
   * @param image its file, or its id where it comes from none
   * @param cause why
   */
  record BrokenImage(String image, IOException cause) implements TrainingProblem {
    @Override
    public String message() {
      return "image %s is left out: %s".formatted(image, TrainingImages.reason(cause));
    }
  }

  /**
   * A step changed nothing.
   *
   * @param step its number, from 1
   * @param what was wrong
   * @param batch the file or id of each image, with the rectangles that were cut from it
   */
  record SkippedStep(int step, String what, List<String> batch) implements TrainingProblem {
    /** Copies the list. */
    public SkippedStep {
      batch = List.copyOf(batch);
    }

    @Override
    public String message() {
      return "step %d is left out: %s; its batch is %s".formatted(step, what, batch);
    }
  }

  /**
   * A checkpoint is damaged; an older one is taken.
   *
   * @param file which
   * @param cause why
   */
  record DamagedCheckpoint(Path file, Exception cause) implements TrainingProblem {
    @Override
    public String message() {
      return "checkpoint %s is passed over: %s".formatted(file, cause.getMessage());
    }
  }

  /**
   * A checkpoint comes from a training with other data or options and is gone on from, as was asked
   * for.
   *
   * @param file which
   */
  record OtherCheckpoint(Path file) implements TrainingProblem {
    @Override
    public String message() {
      return "checkpoint %s was saved by a training with other data or options".formatted(file);
    }
  }

  /**
   * A checkpoint comes from the same training, computed in another way, and is gone on from, as was
   * asked for: no training that never stopped ends with these weights.
   *
   * @param file which
   * @param before what computed it
   * @param now what computes from here on
   */
  record OtherEngine(Path file, String before, String now) implements TrainingProblem {
    @Override
    public String message() {
      return "checkpoint %s was computed by \"%s\" but this training is by \"%s\""
          .formatted(file, before, now);
    }
  }

  /**
   * A checkpoint is written, but an older one could not be removed.
   *
   * @param file which
   * @param cause why
   */
  record LeftoverCheckpoint(Path file, IOException cause) implements TrainingProblem {
    @Override
    public String message() {
      return "checkpoint %s cannot be removed: %s".formatted(file, cause);
    }
  }
}
