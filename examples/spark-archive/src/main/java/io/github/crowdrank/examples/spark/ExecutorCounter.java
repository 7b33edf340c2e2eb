package io.github.crowdrank.examples.spark;

import io.github.crowdrank.CrowdCounter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one counter of an executor, which all its tasks share: the network computes on all cores for
 * one of them while the others read and decode. It lives as long as its JVM, because no task knows
 * that it is the last one.
 */
final class ExecutorCounter {
  private static final Map<String, CrowdCounter> OF_MODEL = new ConcurrentHashMap<>();

  private ExecutorCounter() {}

  static CrowdCounter of(ShippedModel model) {
    return OF_MODEL.computeIfAbsent(model.fingerprint(), fingerprint -> model.counter());
  }
}
