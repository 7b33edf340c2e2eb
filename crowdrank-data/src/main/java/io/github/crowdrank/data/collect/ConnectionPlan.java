package io.github.crowdrank.data.collect;

import java.time.Duration;

/**
 * How servers are asked.
 *
 * @param userAgent who asks
 * @param rules what may be contacted
 * @param time by which requests are paced
 * @param interval between two requests to a host
 * @param retries after a failure that may pass
 * @param backOff before the first of them
 * @param longestWait for anything
 * @param deadline of a request as a whole
 * @param seed of the random part of waits
 */
record ConnectionPlan(
    String userAgent,
    AddressRules rules,
    Time time,
    Duration interval,
    int retries,
    Duration backOff,
    Duration longestWait,
    Duration deadline,
    long seed) {
  WebClient newClient() {
    HostPace pace = new HostPace(time, interval, longestWait);
    return new WebClient(rules, pace, time, userAgent, deadline);
  }

  Retries newRetries() {
    return new Retries(time, retries, backOff, longestWait, seed);
  }
}
