package io.github.crowdrank.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ImageLoaderTest {
  private static final RgbImage PIXEL = RgbImage.of(1, 1, new byte[3]);

  /** Images that come as a test wants. */
  private interface Decoding {
    RgbImage image(int index) throws IOException;
  }

  private record Images(int size, Decoding decoding) implements UnlabeledImages {
    @Override
    public String name() {
      return "images";
    }

    @Override
    public String id(int index) {
      return "image-" + index;
    }

    @Override
    public RgbImage image(int index) throws IOException {
      return decoding.image(index);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void awaitNoLoaders() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("crowdrank-loader"))) {
      Thread.sleep(5);
    }
  }

  @ParameterizedTest(name = "{0} threads, {1} ahead")
  @CsvSource({"1,1", "1,5", "2,3", "4,1", "8,40"})
  void images_come_in_order_whatever_the_threads(int threads, int ahead) throws Exception {
    CrowdDataset dataset =
        SyntheticCrowd.builder().size(64, 64).people(1, 9).headSize(6, 12).build().dataset(25, 4);
    try (LoadedImages images = new ImageLoader(threads, ahead).load(dataset)) {
      for (int i = 0; i < 25; i++) {
        assertThat(images.hasNext()).isTrue();
        LoadedImage next = images.next();
        assertThat(next.index()).isEqualTo(i);
        assertThat(next.id()).isEqualTo(dataset.id(i));
        assertThat(next.image()).isEqualTo(dataset.image(i));
        assertThat(next.problem()).isEmpty();
      }
      assertThat(images.hasNext()).isFalse();
      assertThatThrownBy(images::next).isInstanceOf(NoSuchElementException.class);
      awaitNoLoaders();
    }
  }

  @Test
  void what_cannot_be_decoded_comes_in_its_place() throws IOException {
    Images some =
        new Images(
            5,
            index -> {
              if (index == 2) {
                throw new IOException("image 2 is damaged");
              }
              if (index == 3) {
                throw new ArithmeticException("a defect");
              }
              return PIXEL;
            });
    try (LoadedImages images = new ImageLoader(2).load(some)) {
      images.next();
      assertThat(images.next().image()).isEqualTo(PIXEL);
      LoadedImage damaged = images.next();
      assertThat(damaged.id()).isEqualTo("image-2");
      assertThat(damaged.problem())
          .get()
          .extracting(Throwable::getMessage)
          .isEqualTo("image 2 is damaged");
      assertThatThrownBy(damaged::image)
          .isInstanceOf(IOException.class)
          .hasMessage("image 2 is damaged");
      assertThatThrownBy(images::next)
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(ArithmeticException.class);
      assertThat(images.next().index()).isEqualTo(4);
      assertThat(images.hasNext()).isFalse();
    }
  }

  @Test
  void no_more_images_are_decoded_than_the_look_ahead() throws Exception {
    AtomicInteger decoded = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    Images counting =
        new Images(
            200,
            index -> {
              most.accumulateAndGet(decoded.incrementAndGet() - taken.get(), Math::max);
              return PIXEL;
            });
    try (LoadedImages images = new ImageLoader(4, 6).load(counting)) {
      while (images.hasNext()) {
        images.next();
        taken.incrementAndGet();
      }
    }
    assertThat(decoded).hasValue(200);
    // One more may begin between taking an image and counting that it was taken.
    assertThat(most.get()).isBetween(1, 7);
  }

  @Test
  void images_are_decoded_by_several_threads_at_once() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    Images meeting =
        new Images(
            2,
            index -> {
              both.countDown();
              await(both);
              return PIXEL;
            });
    try (LoadedImages images = new ImageLoader(2).load(meeting)) {
      assertThat(images.next().image()).isEqualTo(PIXEL);
    }
  }

  @RepeatedTest(20)
  void closing_interrupts_the_decoders_and_whoever_waits() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    Images endless =
        new Images(
            10,
            index -> {
              begun.countDown();
              await(new CountDownLatch(1));
              return PIXEL;
            });
    LoadedImages images = new ImageLoader(2).load(endless);
    FutureTask<LoadedImage> waiting = new FutureTask<>(images::next);
    Thread waiter = new Thread(waiting);
    waiter.start();
    begun.await();
    images.close();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CancellationException.class);
    assertThat(images.hasNext()).isFalse();
    assertThatThrownBy(images::next).isInstanceOf(CancellationException.class);
    awaitNoLoaders();
  }

  @Test
  void an_interrupt_ends_the_wait_and_loses_no_image() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Images held =
        new Images(
            2,
            index -> {
              await(release);
              return PIXEL;
            });
    try (LoadedImages images = new ImageLoader(1).load(held)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(images::next).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      release.countDown();
      assertThat(images.next().index()).isZero();
    }
  }

  @Test
  void threads_that_nobody_closes_end_by_themselves() throws Exception {
    LoadedImages images = new ImageLoader(2, 2).load(new Images(50, index -> PIXEL));
    assertThat(images.next().index()).isZero();
    awaitNoLoaders();
    assertThat(images.next().index()).isEqualTo(1);
  }

  @Test
  void numbers_below_one_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageLoader(0, 3))
        .withMessageContaining("0 and 3");
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageLoader(3, 0));
  }
}
