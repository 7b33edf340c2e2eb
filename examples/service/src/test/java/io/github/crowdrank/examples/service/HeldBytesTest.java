package io.github.crowdrank.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeldBytesTest {
  @Test
  void as_much_is_held_as_is_allowed_and_given_back() {
    HeldBytes held = new HeldBytes(100);
    try (HeldBytes.Share first = held.share();
        HeldBytes.Share second = held.share()) {
      assertThat(first.add(90)).isTrue();
      assertThat(second.add(20)).isFalse();
      assertThat(second.add(10)).isTrue();
      assertThat(held.held()).isEqualTo(100);
    }
    assertThat(held.held()).isZero();
  }

  @Test
  @Timeout(60)
  void one_that_is_refused_takes_no_room_from_others_meanwhile() throws Exception {
    HeldBytes held = new HeldBytes(100);
    HeldBytes.Share most = held.share();
    assertThat(most.add(90)).isTrue();
    AtomicBoolean done = new AtomicBoolean();
    Thread refused =
        new Thread(
            () -> {
              HeldBytes.Share share = held.share();
              while (!done.get()) {
                share.add(20);
              }
            });
    refused.start();
    try {
      for (int i = 0; i < 200_000; i++) {
        try (HeldBytes.Share small = held.share()) {
          assertThat(small.add(5)).isTrue();
        }
      }
    } finally {
      done.set(true);
      refused.join();
    }
  }
}
