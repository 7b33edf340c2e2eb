package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.NetworkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BundledModelTest {
  @Test
  void the_compact_model_is_small_and_fast_enough_for_two_cores() throws IOException {
    CrowdModel model = BundledModel.COMPACT.load();
    NetworkSpec network = model.network();
    int glance = model.sparse().orElseThrow().glance();

    long picture = network.multiplyAdds(768, 1024);
    long seenAtAGlance =
        network.multiplyAdds(multiple(glance * 768 / 1024, network), multiple(glance, network));
    assertThat(2 * (picture + seenAtAGlance)).isLessThanOrEqualTo(25_000_000_000L);
    try (InputStream file =
        Objects.requireNonNull(BundledModel.class.getResourceAsStream("compact.crowdrank"))) {
      assertThat(file.readAllBytes().length).isBetween(1_000_000, 8_000_000);
    }
  }

  /** With the padding that the network needs. */
  private static int multiple(int side, NetworkSpec network) {
    return ((side - 1) / network.sizeMultiple() + 1) * network.sizeMultiple();
  }
}
