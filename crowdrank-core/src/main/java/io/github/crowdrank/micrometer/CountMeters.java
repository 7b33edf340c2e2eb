package io.github.crowdrank.micrometer;

import io.github.crowdrank.CountListener;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.image.DecodedImage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Keeps the meters of a {@link io.github.crowdrank.CrowdCounter} whose {@linkplain
 * io.github.crowdrank.CrowdCounter.Builder#countListener listener} it is:
 *
 * <ul>
 *   <li>{@code crowdrank.decode}, timer: pictures decoded
 *   <li>{@code crowdrank.forward}, timer: pictures counted, by the time of the network alone
 *   <li>{@code crowdrank.persons}, distribution summary: the counts
 *   <li>{@code crowdrank.failures}, counter: pictures that were not counted, by {@code problem},
 *       the simple name of the exception
 * </ul>
 *
 * <p>Takes {@code io.micrometer:micrometer-core} on the class path, which does not come with this
 * library. Safe for use by many threads and for many counters.
 */
public final class CountMeters implements CountListener {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Timer decode;
  private final Timer forward;
  private final DistributionSummary persons;

  /**
   * Registers the meters.
   *
   * @param tags key, value, key, value ... of each of them, such as {@code "camera", "north"}
   * @throws IllegalArgumentException if a key has no value
   */
  public CountMeters(MeterRegistry registry, String... tags) {
    this.registry = registry;
    this.tags = Tags.of(tags);
    this.decode = registry.timer("crowdrank.decode", this.tags);
    this.forward = registry.timer("crowdrank.forward", this.tags);
    this.persons = registry.summary("crowdrank.persons", this.tags);
  }

  @Override
  public void onDecoded(DecodedImage image, Duration elapsed) {
    decode.record(elapsed);
  }

  @Override
  public void onCounted(CrowdEstimate estimate, Duration time) {
    forward.record(time);
    // A summary takes no negative values, which noise in an empty picture may give.
    persons.record(Math.max(0, estimate.count()));
  }

  @Override
  public void onFailed(Throwable problem) {
    registry
        .counter("crowdrank.failures", tags.and("problem", problem.getClass().getSimpleName()))
        .increment();
  }
}
