package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class TimedBodyTest {
  /** What is asked of a connection. */
  private static final class Asked implements Flow.Subscription {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void request(long number) {
      calls.add("request " + number);
    }

    @Override
    public void cancel() {
      calls.add("cancel");
    }
  }

  /** The client may hand out an answer before it says whence its body comes. */
  @Test
  void a_body_that_is_cancelled_before_it_begins_closes_its_connection() {
    TimedBody body = new TimedBody();
    Asked connection = new Asked();

    body.cancel();
    body.onSubscribe(connection);

    assertThat(connection.calls).containsExactly("cancel");
  }

  @Test
  void one_buffer_is_asked_for_until_it_is_cancelled() {
    TimedBody body = new TimedBody();
    Asked connection = new Asked();

    body.onSubscribe(connection);
    body.cancel();

    assertThat(connection.calls).containsExactly("request 1", "cancel");
  }
}
