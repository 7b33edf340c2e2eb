package io.github.crowdrank.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How many values of layers are needed at the same time. */
final class LiveValues {
  private LiveValues() {}

  /**
   * The most values that are alive at once when layers are computed one after the other and each
   * result is dropped after its last reader.
   */
  static long most(List<Layer> layers, Map<String, FeatureShape> shapes) {
    Map<String, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      lastReader.put(layers.get(i).name(), i);
      for (String input : layers.get(i).inputs()) {
        lastReader.put(input, i);
      }
    }
    long most = 0;
    for (int i = 0; i < layers.size(); i++) {
      long alive = 0;
      for (Layer earlier : layers.subList(0, i + 1)) {
        if (Objects.requireNonNull(lastReader.get(earlier.name())) >= i) {
          FeatureShape shape = Objects.requireNonNull(shapes.get(earlier.name()));
          alive += (long) shape.channels() * shape.height() * shape.width();
        }
      }
      most = Math.max(most, alive);
    }
    return most;
  }
}
