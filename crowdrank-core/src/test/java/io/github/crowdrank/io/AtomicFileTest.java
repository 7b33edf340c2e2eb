package io.github.crowdrank.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
  @TempDir private Path folder;

  private static AtomicFile.Content text(String text) {
    return channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_file_is_written_and_replaced_without_traces() throws IOException {
    Path file = folder.resolve("model.crowdrank");

    AtomicFile.write(file, text("a longer first version"));
    assertThat(file).hasContent("a longer first version");
    AtomicFile.write(file, text("second"));

    assertThat(file).hasContent("second");
    assertThat(names()).containsExactly("model.crowdrank");
  }

  @Test
  void the_old_file_stands_until_the_new_one_is_whole() throws IOException {
    Path file = folder.resolve("model.crowdrank");
    AtomicFile.write(file, text("old"));

    AtomicFile.write(
        file,
        channel -> {
          text("new").writeTo(channel);
          assertThat(file).hasContent("old");
          assertThat(names())
              .hasSize(2)
              .anyMatch(name -> name.endsWith(AtomicFile.TEMPORARY_SUFFIX));
        });

    assertThat(file).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void a_failure_at_any_write_leaves_the_old_file_and_nothing_else(int writes) throws IOException {
    Path file = folder.resolve("model.crowdrank");
    AtomicFile.write(file, text("old"));
    AtomicFile.Content failing =
        channel -> {
          for (int i = 0; i < writes; i++) {
            text("new").writeTo(channel);
          }
          throw new IOException("disk full");
        };

    assertThatThrownBy(() -> AtomicFile.write(file, failing))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("model.crowdrank");
  }

  @Test
  void an_unchecked_failure_or_a_closed_channel_leaves_the_old_file_too() throws IOException {
    Path file = folder.resolve("model.crowdrank");
    AtomicFile.write(file, text("old"));
    AtomicFile.Content failing =
        channel -> {
          throw new IllegalStateException("bug");
        };

    assertThatThrownBy(() -> AtomicFile.write(file, failing)).hasMessage("bug");
    assertThatThrownBy(() -> AtomicFile.write(file, channel -> channel.close()))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("model.crowdrank");
  }

  @Test
  void a_missing_folder_is_named() {
    Path file = folder.resolve("missing/model.crowdrank");

    assertThatThrownBy(() -> AtomicFile.write(file, text("new")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file + ": there is no folder " + file.getParent());
  }

  @Test
  void a_folder_is_not_replaced() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));

    assertThatThrownBy(() -> AtomicFile.write(inside, text("new")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(inside + ": is a folder");
    assertThatThrownBy(() -> AtomicFile.write(folder.getRoot(), text("new")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not the name of a file");
    assertThat(names()).containsExactly("inside");
  }

  @Test
  void a_place_is_checked_without_writing() throws IOException {
    Path missing = folder.resolve("missing/model.crowdrank");
    Path inside = Files.createDirectory(folder.resolve("inside"));

    assertThatThrownBy(() -> AtomicFile.requirePlace(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + ": there is no folder " + missing.getParent());
    assertThatThrownBy(() -> AtomicFile.requirePlace(inside)).hasMessage(inside + ": is a folder");
    AtomicFile.requirePlace(folder.resolve("new"));
    AtomicFile.requirePlace(Path.of("new"));

    assertThat(names()).containsExactly("inside");
  }

  @Test
  void paths_may_be_relative_or_without_parent() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path bare = Path.of("atomic-file-test-" + ProcessHandle.current().pid() + ".txt");
    try {
      AtomicFile.write(bare, text("bare"));
      AtomicFile.write(here.relativize(folder.resolve("relative.txt")), text("relative"));

      assertThat(bare).hasContent("bare");
      assertThat(folder.resolve("relative.txt")).hasContent("relative");
    } finally {
      Files.deleteIfExists(bare);
    }
  }

  @Test
  void of_many_writers_at_once_one_wins_whole() throws IOException {
    Path file = folder.resolve("model.crowdrank");
    List<String> contents =
        IntStream.range(0, 8).mapToObj(i -> Integer.toString(i).repeat(10_000)).toList();

    assertThat(contents.parallelStream())
        .allSatisfy(content -> AtomicFile.write(file, text(content)));

    assertThat(Files.readString(file)).isIn(contents);
    assertThat(names()).containsExactly("model.crowdrank");
  }

  @Test
  void what_is_no_file_is_not_replaced_by_one() throws IOException {
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));

      assertThatThrownBy(() -> AtomicFile.write(socket, text("new")))
          .isInstanceOf(FileSystemException.class)
          .hasMessage(socket + ": is no regular file");
      assertThat(Files.readAttributes(socket, BasicFileAttributes.class).isOther()).isTrue();
    }
  }

  @Test
  void the_file_is_named_and_not_its_temporary_neighbour() {
    Path file = folder.resolve("n".repeat(230));

    assertThatThrownBy(() -> AtomicFile.write(file, text("new")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageNotContaining(AtomicFile.TEMPORARY_SUFFIX);
  }

  @Test
  void a_file_is_removed_and_one_that_is_not_there_named() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    AtomicFile.delete(file);

    assertThat(folder).isEmptyDirectory();
    assertThatThrownBy(() -> AtomicFile.delete(file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file.toString());
  }
}
