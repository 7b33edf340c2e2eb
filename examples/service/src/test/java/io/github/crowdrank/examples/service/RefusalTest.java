package io.github.crowdrank.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageLimits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** What passes is told from what does not. */
class RefusalTest {
  private static final ImageDecoder UNLIMITED =
      ImageDecoder.builder().limits(ImageLimits.unlimited()).build();

  private static HttpResponse<String> answer(PictureCounter counter) throws IOException {
    try (LocalService service = new LocalService(counter)) {
      return service.post(new byte[] {1}).join();
    }
  }

  private static void assertMayBeSentAgain(HttpResponse<String> answer) throws IOException {
    assertThat(LocalService.problem(answer, 503).get("detail").textValue())
        .isEqualTo("there is no memory for this picture now");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
  }

  /** A picture that needs so many bytes of heap, as far as its header says: 11 a pixel. */
  private static byte[] deepPng(long heapBytes) {
    int width = 30_000;
    ByteBuffer file = ByteBuffer.allocate(33 + 12);
    file.putLong(0x89504e470d0a1a0aL).putInt(13).put("IHDR".getBytes(UTF_8));
    file.putInt(width).putInt((int) (heapBytes / 11 / width)).put(new byte[] {16, 6, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(file.array(), 12, 17);
    return file.putInt((int) sum.getValue()).putInt(0).put("IDAT".getBytes(UTF_8)).array();
  }

  @Test
  void a_picture_for_which_the_heap_has_no_room_now_may_be_sent_again() throws Exception {
    // All of the heap, but for less than is in use by anything that runs.
    byte[] picture = deepPng(Runtime.getRuntime().maxMemory() - (1 << 20));

    assertMayBeSentAgain(
        answer(
            (ignored, lenient) -> {
              UNLIMITED.decode(picture);
              throw new AssertionError("there was room");
            }));
  }

  @Test
  void what_does_not_fit_the_memory_budget_is_too_large() throws Exception {
    HttpResponse<String> answer =
        answer(
            (ignored, lenient) -> {
              CrowdCounter.builder(BundledModel.COMPACT.load()).memoryBudget(1).build();
              throw new AssertionError("a byte was enough");
            });

    assertThat(LocalService.problem(answer, 413).get("detail").textValue())
        .contains("memory budget");
  }

  @Test
  void a_picture_that_the_whole_heap_would_not_hold_is_too_large() throws Exception {
    byte[] picture = deepPng(Runtime.getRuntime().maxMemory() + (64 << 20));

    HttpResponse<String> answer =
        answer(
            (ignored, lenient) -> {
              UNLIMITED.decode(picture);
              throw new AssertionError("there was room");
            });

    assertThat(LocalService.problem(answer, 413).get("detail").textValue())
        .contains("30000x", "but the heap has");
  }

  @Test
  void a_picture_for_which_the_engine_has_no_memory_now_may_be_sent_again() throws Exception {
    assertMayBeSentAgain(
        answer(
            (picture, lenient) -> {
              throw new EngineException("all is taken", new OutOfMemoryError());
            }));
  }

  @Test
  void a_network_that_does_not_run_is_a_fault_of_the_service() throws Exception {
    HttpResponse<String> answer =
        answer(
            (picture, lenient) -> {
              throw new EngineException("the stride is wrong");
            });

    assertThat(LocalService.problem(answer, 500).get("detail").textValue())
        .isEqualTo("the service cannot run its network on this picture; its log says why");
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
  }
}
