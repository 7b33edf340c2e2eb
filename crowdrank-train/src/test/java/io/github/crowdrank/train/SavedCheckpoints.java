package io.github.crowdrank.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What trainings that have ended left in their folders. */
final class SavedCheckpoints {
  private SavedCheckpoints() {}

  /** The newest, which is there. */
  static TrainingState newest(Path folder) throws IOException {
    return Objects.requireNonNull(newestIfAny(folder), "nothing was saved");
  }

  static @Nullable TrainingState newestIfAny(Path folder) throws IOException {
    try (CheckpointStore store = CheckpointStore.open(folder, problem -> {})) {
      CheckpointStore.Found found = store.newest();
      return found == null ? null : found.state();
    }
  }
}
