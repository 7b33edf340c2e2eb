package io.github.crowdrank.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.FileCount;
import io.github.crowdrank.stream.Brightness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountMetersTest {
  @TempDir Path folder;

  @Test
  void what_is_decoded_counted_and_refused_is_metered() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Path picture = Files.write(folder.resolve("a.jpg"), Brightness.whiteJpeg(40, 30));
    Path large = Files.write(folder.resolve("b.jpg"), Brightness.whiteJpeg(400, 300));
    try (CrowdCounter counter =
        Brightness.counter(2000, new CountMeters(registry, "camera", "north"))) {
      double count = counter.count(picture);
      assertThat(counter.count(Files.readAllBytes(picture))).isEqualTo(count);
      assertThatThrownBy(() -> counter.count(large)).hasMessageContaining("b.jpg");
      try (Stream<FileCount> results =
          counter.countAll(Stream.of(picture, large, folder.resolve("missing.jpg")))) {
        assertThat(results.toList()).hasSize(3);
      }

      assertThat(registry.get("crowdrank.decode").tag("camera", "north").timer().count())
          .isEqualTo(3);
      assertThat(registry.get("crowdrank.forward").timer().count()).isEqualTo(3);
      assertThat(registry.get("crowdrank.forward").timer().totalTime(TimeUnit.NANOSECONDS))
          .isPositive();
      assertThat(registry.get("crowdrank.decode").timer().max(TimeUnit.NANOSECONDS)).isPositive();
      assertThat(registry.get("crowdrank.persons").summary().totalAmount())
          .isCloseTo(3 * count, within(1e-6));
      assertThat(
              List.of("ImageTooLargeException", "NoSuchFileException").stream()
                  .map(
                      it ->
                          registry.get("crowdrank.failures").tag("problem", it).counter().count()))
          .containsExactly(2.0, 1.0);
    }
  }
}
