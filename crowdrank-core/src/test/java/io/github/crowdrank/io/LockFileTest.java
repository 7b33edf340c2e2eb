package io.github.crowdrank.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  @TempDir private Path folder;

  @Test
  void a_file_has_one_holder_in_this_process() throws Exception {
    Path file = folder.resolve(".lock");
    LockFile first = LockFile.tryTake(file).orElseThrow();

    assertThat(LockFile.tryTake(file)).isEmpty();
    first.close();
    first.close();

    try (LockFile second = LockFile.tryTake(file).orElseThrow()) {
      assertThat(second).isNotNull();
      assertThat(LockFile.tryTake(file)).isEmpty();
    }
  }

  @Test
  void a_file_that_another_process_has_is_free_when_that_is_killed() throws Exception {
    Path file = folder.resolve(".lock");
    try (LockHolder other = LockHolder.start(file)) {
      assertThat(other.hasTaken()).isTrue();
      assertThat(LockFile.tryTake(file)).isEmpty();
    }
    try (LockFile own = LockFile.tryTake(file).orElseThrow()) {
      assertThat(own).isNotNull();
    }
  }

  /** Closing a file anywhere in a process gives up the locks that the process has on it. */
  @Test
  void who_is_refused_does_not_free_the_file_for_other_processes() throws Exception {
    Path file = folder.resolve(".lock");
    try (LockFile own = LockFile.tryTake(file).orElseThrow()) {
      assertThat(own).isNotNull();
      assertThat(LockFile.tryTake(file)).isEmpty();

      try (LockHolder other = LockHolder.start(file)) {
        assertThat(other.hasTaken()).isFalse();
      }
    }
  }

  @Test
  void a_folder_is_the_same_by_whichever_link_it_is_reached() throws Exception {
    Path link = folder.resolve("link");
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(link, real);
    try (LockFile own = LockFile.tryTake(real.resolve(".lock")).orElseThrow()) {
      assertThat(own).isNotNull();
      assertThat(LockFile.tryTake(link.resolve(".lock"))).isEmpty();
    }
  }

  @Test
  void a_folder_that_is_missing_is_an_error_and_nothing_is_held() throws Exception {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> LockFile.tryTake(missing.resolve(".lock")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString());
    Path taken = Files.createDirectory(folder.resolve(".lock"));
    assertThatThrownBy(() -> LockFile.tryTake(taken)).isInstanceOf(IOException.class);
    Files.delete(taken);

    Optional<LockFile> now = LockFile.tryTake(taken);
    assertThat(now).isPresent();
    now.orElseThrow().close();
  }
}
