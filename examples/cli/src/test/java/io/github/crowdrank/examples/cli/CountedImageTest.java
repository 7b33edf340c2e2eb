package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CountedImageTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  @Test
  void a_picture_of_which_another_view_cannot_be_counted_is_named() throws IOException {
    AtomicInteger tiles = new AtomicInteger();
    try (CrowdCounter counter =
        CrowdCounter.builder(BundledModel.COMPACT.load())
            .tileListener(
                (done, total) -> {
                  if (tiles.incrementAndGet() == 2) {
                    throw new OutOfMemoryError("Java heap space");
                  }
                })
            .build()) {
      CountedImage counted = CountedImage.of(counter, PHOTO);

      assertThatThrownBy(() -> counted.interval(counter, 0.9))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(PHOTO + ": another view of it: too large for the memory of ");
    }
  }
}
