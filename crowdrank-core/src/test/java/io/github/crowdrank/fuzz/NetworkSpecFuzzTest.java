package io.github.crowdrank.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.NetworkSpecJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Any text is a network, which comes back equal, or an {@link IllegalArgumentException}. */
@Tag("fuzz")
class NetworkSpecFuzzTest {
  @FuzzTest
  void text_is_a_network_or_refused(byte[] utf8) {
    NetworkSpec spec;
    try {
      spec = NetworkSpecJson.fromJson(new String(utf8, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      Refusal.require(e);
      return;
    }
    if (!NetworkSpecJson.fromJson(NetworkSpecJson.toJson(spec)).equals(spec)) {
      throw new AssertionError("does not come back: " + spec);
    }
  }
}
