package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** A network's parameters outside the heap, in every layout some program asked for. */
final class NativeWeights implements ParameterValues, AutoCloseable {
  /** One parameter in one layout. */
  private record Copy(memory values, reorder fromPlain, memory plain) {
    void refresh() {
      fromPlain.execute(OneDnn.stream(), plain, values);
    }
  }

  private final NativeScope scope = new NativeScope();
  private final Map<String, Integer> offsets = new HashMap<>();
  private final Map<String, List<Copy>> copies = new HashMap<>();
  private final FloatPointer flat;

  NativeWeights(NetworkSpec spec, Weights weights) {
    for (Parameter parameter : spec.parameters()) {
      offsets.put(parameter.name(), parameter.offset());
    }
    float[] values = weights.toArray();
    // One more than needed: a network without parameters has them too.
    flat = scope.allocateFloats(values.length + 1L);
    flat.put(values);
  }

  /** Replaces all values, in every layout. */
  void set(Weights weights) {
    flat.put(weights.toArray());
    copies.values().forEach(list -> list.forEach(Copy::refresh));
    OneDnn.stream()._wait();
  }

  /** Shared by all programs. */
  @Override
  public Value in(memory.desc layout, String name, memory.desc plainLayout) {
    Copy copy = find(layout, name);
    if (copy == null) {
      copy = scope.keep(() -> copy(layout, name, plainLayout));
      copy.refresh();
      copies.computeIfAbsent(name, key -> new ArrayList<>()).add(copy);
    }
    return Value.elsewhere(copy.values());
  }

  private @Nullable Copy find(memory.desc layout, String name) {
    return copies.getOrDefault(name, List.of()).stream()
        .filter(copy -> copy.values().get_desc().equals(layout))
        .findFirst()
        .orElse(null);
  }

  /** Copied even into the layout it has, because within the flat vector it is not aligned. */
  private Copy copy(memory.desc layout, String name, memory.desc plainLayout) {
    int offset = Objects.requireNonNull(offsets.get(name));
    memory plain = new memory(plainLayout, OneDnn.engine(), flat.getPointer(offset));
    // What oneDNN allocates by itself and does not get is no lack of memory in its words.
    BytePointer place = scope.allocateAligned(layout.get_size());
    memory values = new memory(layout, OneDnn.engine(), place);
    return new Copy(values, new reorder(plain, values), plain);
  }

  @Override
  public void close() {
    scope.close();
  }
}
