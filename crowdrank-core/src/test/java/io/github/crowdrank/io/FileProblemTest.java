package io.github.crowdrank.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileProblemTest {
  static Arguments[] problems() {
    return new Arguments[] {
      Arguments.of(new NoSuchFileException("a.jpg"), "there is no such file"),
      Arguments.of(
          new NoSuchFileException("a.jpg", null, "there is no folder b"), "there is no folder b"),
      Arguments.of(new AccessDeniedException("a.jpg"), "access denied"),
      Arguments.of(new FileAlreadyExistsException("a.jpg"), "exists already"),
      Arguments.of(new NotDirectoryException("a.jpg"), "is no folder"),
      Arguments.of(
          new FileSystemException("a.jpg", null, "No space left on device"),
          "No space left on device"),
    };
  }

  @ParameterizedTest
  @MethodSource("problems")
  void what_the_file_system_says_is_a_sentence_with_the_file_and_without(
      FileSystemException problem, String reason) {
    assertThat(FileProblem.sentence(problem)).isEqualTo("a.jpg: " + reason);
    assertThat(FileProblem.reason(problem)).isEqualTo(reason);
    assertThat(FileProblem.typed(problem)).isEqualTo(problem.toString()).contains("a.jpg");
  }

  @Test
  void other_problems_are_taken_at_their_word() {
    IOException said = new IOException("cut short");
    assertThat(FileProblem.sentence(said)).isEqualTo("cut short");
    assertThat(FileProblem.reason(said)).isEqualTo("cut short");
    assertThat(FileProblem.typed(said)).isEqualTo("cut short");
  }

  @Test
  void what_says_nothing_is_named_by_its_type_and_else_by_its_file() {
    assertThat(FileProblem.sentence(new EOFException())).isEqualTo("EOFException");
    assertThat(FileProblem.reason(new EOFException())).isEqualTo("EOFException");
    DirectoryNotEmptyException full = new DirectoryNotEmptyException("folder");
    assertThat(FileProblem.sentence(full)).isEqualTo("folder");
    assertThat(FileProblem.reason(full)).isEqualTo("folder");
  }
}
