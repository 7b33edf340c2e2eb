package io.github.crowdrank.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** More pictures than are counted at once. */
class OverloadTest {
  private final HeldCounter counter = new HeldCounter();

  @Test
  void as_many_are_counted_and_wait_as_may_and_all_others_are_refused() throws Exception {
    try (LocalService service = new LocalService(counter, "--counts=2", "--waiting=3")) {
      List<CompletableFuture<HttpResponse<String>>> counting = service.posts(2);
      counter.awaitBegun(2);
      List<CompletableFuture<HttpResponse<String>>> waiting = service.posts(3);
      LocalService.await(() -> service.meter("crowdrank.waiting") == 3);

      for (CompletableFuture<HttpResponse<String>> refused : service.posts(20)) {
        assertThat(LocalService.problem(refused.join(), 429).get("detail").textValue())
            .contains("2 pictures are being counted and 3 wait");
        assertThat(refused.join().headers().firstValue("Retry-After")).hasValue("1");
      }
      assertThat(service.meter("crowdrank.counting")).isEqualTo(2);
      assertThat(service.meter("crowdrank.held")).isEqualTo(5 * 3);

      counter.release(5);
      for (CompletableFuture<HttpResponse<String>> accepted : counting) {
        LocalService.count(accepted.join());
      }
      for (CompletableFuture<HttpResponse<String>> accepted : waiting) {
        LocalService.count(accepted.join());
      }
      LocalService.await(() -> service.meter("crowdrank.answered") == 5);
      assertThat(service.meter("crowdrank.accepted")).isEqualTo(5);
      assertThat(service.meter("crowdrank.held")).isZero();
    }
  }

  @Test
  void a_place_that_is_free_again_is_given_again() throws Exception {
    try (LocalService service = new LocalService(counter, "--counts=1", "--waiting=0")) {
      for (int i = 0; i < 3; i++) {
        CompletableFuture<HttpResponse<String>> accepted = service.posts(1).get(0);
        counter.awaitBegun(1);
        LocalService.problem(service.posts(1).get(0).join(), 429);
        counter.release(1);
        LocalService.count(accepted.join());
      }
    }
  }

  @Test
  void who_waits_too_long_is_told_and_leaves_the_place() throws Exception {
    try (LocalService service =
        new LocalService(counter, "--counts=1", "--waiting=1", "--longest-wait=0.05")) {
      CompletableFuture<HttpResponse<String>> first = beingCounted(service);

      for (int i = 0; i < 3; i++) {
        HttpResponse<String> late = service.posts(1).get(0).join();
        assertThat(LocalService.problem(late, 503).get("detail").textValue())
            .contains("not counted within 0.1 s");
        assertThat(late.headers().firstValue("Retry-After")).hasValue("1");
      }

      assertThat(service.meter("crowdrank.waiting")).isZero();
      counter.release(1);
      assertThat(LocalService.count(first.join()).get("count").intValue()).isEqualTo(3);
      assertThat(service.meter("crowdrank.held")).isZero();
    }
  }

  @Test
  void times_are_written_alike_wherever_the_service_runs() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try (LocalService service =
        new LocalService(counter, "--counts=1", "--waiting=1", "--longest-wait=0.05")) {
      CompletableFuture<HttpResponse<String>> first = beingCounted(service);
      HttpResponse<String> late = service.posts(1).get(0).join();
      assertThat(LocalService.problem(late, 503).get("detail").textValue()).contains(" 0.1 s");
      counter.release(1);
      LocalService.count(first.join());
    } finally {
      Locale.setDefault(before);
    }
  }

  /** A picture that is being counted, though the first thread took its time to start. */
  private CompletableFuture<HttpResponse<String>> beingCounted(LocalService service)
      throws InterruptedException {
    List<CompletableFuture<HttpResponse<String>>> sent = service.posts(1);
    LocalService.await(
        () -> {
          if (sent.get(0).isDone()) {
            sent.set(0, service.posts(1).get(0));
          }
          return counter.hasBegun();
        });
    return sent.get(0);
  }

  @Test
  void what_goes_wrong_while_a_fault_is_told_is_told_as_well() throws Exception {
    PictureCounter faulty =
        (picture, lenient) -> {
          throw new CompletionException("told by its cause", null) {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Throwable getCause() {
              throw new OutOfMemoryError("secret");
            }
          };
        };
    try (LocalService service = new LocalService(faulty, "--stop-time=1")) {
      HttpResponse<String> answer = service.posts(1).get(0).get(1, TimeUnit.MINUTES);
      assertThat(LocalService.problem(answer, 500).get("detail").textValue())
          .doesNotContain("secret");
    }
  }

  @Test
  void a_fault_of_the_counter_is_said_without_its_words_and_the_next_one_is_counted()
      throws Exception {
    PictureCounter faulty =
        (picture, lenient) -> {
          if (picture.length == 1) {
            throw new StackOverflowError("secret");
          }
          return new CountedPicture(2, 1, 1, List.of(), "faulty", 0);
        };
    try (LocalService service = new LocalService(faulty, "--counts=1", "--waiting=0")) {
      HttpResponse<String> answer = service.post(new byte[1]).join();
      assertThat(LocalService.problem(answer, 500).get("detail").textValue())
          .doesNotContain("secret");
      assertThat(LocalService.count(service.post(new byte[2]).join()).get("count").intValue())
          .isEqualTo(2);
    }
  }
}
