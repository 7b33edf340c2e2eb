package io.github.crowdrank.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageCacheTest {
  private static final int BYTES = 3 * 8 * 8;

  /** Images of one colour each that count how often they are decoded. */
  private static final class Counting implements UnlabeledImages {
    final AtomicInteger decoded = new AtomicInteger();

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public int size() {
      return 10;
    }

    @Override
    public String id(int index) {
      return "image-" + index;
    }

    @Override
    public RgbImage image(int index) {
      decoded.incrementAndGet();
      byte[] samples = new byte[BYTES];
      Arrays.fill(samples, (byte) index);
      return RgbImage.of(8, 8, samples);
    }
  }

  @Test
  void images_that_fit_are_decoded_once_and_the_others_each_time() throws IOException {
    Counting source = new Counting();
    ImageCache cache = ImageCache.ofBytes(4 * BYTES + 1);
    UnlabeledImages cached = cache.cached(source);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 10; i++) {
        assertThat(cached.image(i).rgb(0, 0)).isEqualTo(i * 0x010101);
      }
    }
    assertThat(source.decoded).hasValue(10 + 6 + 6);
    assertThat(cache.usedBytes()).isEqualTo(4 * BYTES);
  }

  @Test
  void two_collections_share_one_budget_and_never_each_others_images() throws IOException {
    ImageCache cache = ImageCache.ofBytes(12 * BYTES);
    Counting first = new Counting();
    Counting second = new Counting();
    UnlabeledImages cachedFirst = cache.cached(first);
    UnlabeledImages cachedSecond = cache.cached(second);
    for (int i = 0; i < 20; i++) {
      cachedFirst.image(i % 10);
      cachedSecond.image(i % 10);
    }
    assertThat(cache.usedBytes()).isEqualTo(12 * BYTES);
    assertThat(first.decoded.get() + second.decoded.get()).isEqualTo(12 + 8 + 8);
  }

  @Test
  void many_threads_get_the_right_images_and_the_budget_holds() {
    ImageCache cache = ImageCache.ofBytes(5 * BYTES);
    UnlabeledImages cached = cache.cached(new Counting());
    long wrong =
        IntStream.range(0, 20_000)
            .parallel()
            .filter(i -> rgb(cached, i % 10) != i % 10 * 0x010101)
            .count();
    assertThat(wrong).isZero();
    assertThat(cache.usedBytes()).isEqualTo(5 * BYTES);
  }

  private static int rgb(UnlabeledImages images, int index) {
    try {
      return images.image(index).rgb(0, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_negative_budget_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageCache.ofBytes(-1))
        .withMessageContaining("-1");
  }
}
