package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void is_that_of_guava_with_which_older_checkpoints_were_written() {
    String text = "Champs-Élysées";
    String expected =
        Hashing.sha256()
            .newHasher()
            .putInt(-7)
            .putLong(1L << 40)
            .putFloat(0.1f)
            .putDouble(Math.PI)
            .putInt(text.length())
            .putString(text, StandardCharsets.UTF_8)
            .hash()
            .toString();

    assertThat(new Fingerprint().put(-7).put(1L << 40).put(0.1f).put(Math.PI).put(text).hex())
        .isEqualTo(expected);
  }
}
