package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Keeps the requests to each host apart, and away from it as long as it asks. */
final class HostPace {
  private final Time time;
  private final Duration interval;
  private final Duration longestWait;
  private final Map<String, Instant> freeFrom = new HashMap<>();

  /**
   * @param interval between two requests to a host
   * @param longestWait that is waited for a host that asks for rest
   */
  HostPace(Time time, Duration interval, Duration longestWait) {
    this.time = time;
    this.interval = interval;
    this.longestWait = longestWait;
  }

  /**
   * Waits until the host may be contacted.
   *
   * @throws FinalException if it asked for a longer rest than is waited
   */
  void await(String host) throws IOException, InterruptedException {
    String key = key(host);
    Instant now = time.now();
    Instant free = freeFrom.getOrDefault(key, now);
    Duration wait = Duration.between(now, free);
    if (wait.compareTo(longestWait) > 0 && wait.compareTo(interval) > 0) {
      throw new FinalException(
          DropReason.FAILED,
          "%s asks not to be contacted for another %d s, longer than the %d s that are waited"
              .formatted(host, wait.toSeconds(), longestWait.toSeconds()));
    }
    if (wait.compareTo(Duration.ZERO) > 0) {
      time.sleep(wait);
    }
    freeFrom.put(key, (free.isAfter(now) ? free : now).plus(interval));
  }

  /** The host asks to be left alone until then. */
  void rest(String host, Instant until) {
    freeFrom.merge(key(host), until, (a, b) -> a.isAfter(b) ? a : b);
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
