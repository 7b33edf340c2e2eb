package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The gradient of the last backward pass, outside the heap, in the order of the flat parameter
 * vector. What no backward pass writes stays 0.
 */
final class NativeGradient implements ParameterValues, AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final NativeScope scope = new NativeScope();
  private final Map<String, Integer> offsets = new HashMap<>();
  private final FloatPointer flat;

  NativeGradient(NetworkSpec spec) {
    for (Parameter parameter : spec.parameters()) {
      offsets.put(parameter.name(), parameter.offset());
    }
    // One more than needed: a network without parameters has a gradient too.
    flat = scope.allocateFloats(spec.parameterCount() + 1L);
    flat.zero();
  }

  /** The place of a parameter's gradient, always plain. */
  @Override
  public Value in(memory.desc layout, String name, memory.desc plainLayout) {
    int offset = Objects.requireNonNull(offsets.get(name));
    return Value.elsewhere(new memory(plainLayout, OneDnn.engine(), flat.getPointer(offset)));
  }

  /** Adds everything to a flat vector. */
  void addTo(float[] sum) {
    float[] chunk = new float[CHUNK];
    for (int start = 0; start < sum.length; start += CHUNK) {
      int length = Math.min(CHUNK, sum.length - start);
      flat.getPointer(start).get(chunk, 0, length);
      for (int i = 0; i < length; i++) {
        sum[start + i] += chunk[i];
      }
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
