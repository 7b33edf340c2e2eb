package io.github.crowdrank.train.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.train.WatchedDataset;
import io.github.crowdrank.train.evaluation.ImageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EachPictureTest {
  @TempDir private Path folder;

  private final List<Integer> looked = new ArrayList<>();
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("picture"), new byte[10]);
  }

  private UnlabeledImages pictures(boolean interrupted) {
    return new WatchedDataset(
            SyntheticCrowd.builder().size(64, 64).people(1, 3).build().dataset(4, 1),
            index -> {
              if (index == 1 && interrupted) {
                Thread.currentThread().interrupt();
              } else if (index == 1) {
                throw new IOException("cut short");
              }
              // As a cache on disk reads, which an interrupt ends.
              try (FileChannel channel = FileChannel.open(file)) {
                channel.read(ByteBuffer.allocate(10));
              }
            })
        .unlabeled();
  }

  @Test
  void one_that_cannot_be_read_is_told_and_the_others_are_looked_at() {
    UnlabeledImages pictures = pictures(false);

    List<ImageFailure> failures =
        EachPicture.of(pictures, (index, image) -> looked.add(index), ImageProgress.NONE);

    assertThat(failures).extracting(ImageFailure::id).containsExactly(pictures.id(1));
    assertThat(looked).containsExactly(0, 2, 3);
  }

  @Test
  void one_that_finds_no_room_when_it_is_counted_does_not_end_it() {
    UnlabeledImages pictures = pictures(false);

    List<ImageFailure> failures =
        EachPicture.of(
            pictures,
            (index, image) -> {
              if (index == 2) {
                throw new OutOfMemoryError("Java heap space");
              }
              looked.add(index);
            },
            ImageProgress.NONE);

    assertThat(looked).containsExactly(0, 3);
    assertThat(failures.get(1).problem())
        .hasMessageStartingWith(pictures.id(2) + " does not fit into memory")
        .hasCauseInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void an_interrupt_while_one_is_read_is_not_taken_for_its_fault() {
    UnlabeledImages pictures = pictures(true);

    assertThatThrownBy(
            () -> EachPicture.of(pictures, (index, image) -> looked.add(index), ImageProgress.NONE))
        .isInstanceOf(CancellationException.class)
        .hasMessage("the thread was interrupted while " + pictures.id(1) + " was read")
        .hasCauseInstanceOf(ClosedByInterruptException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(looked).containsExactly(0);
  }
}
