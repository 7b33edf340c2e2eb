package io.github.crowdrank.engine.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/** Adds up the weights of a network in all layouts that a program asks for. */
final class CountedWeights implements ParameterValues {
  private final Map<String, List<memory.desc>> asked = new HashMap<>();
  private long bytes;

  @Override
  public Value in(memory.desc layout, String name, memory.desc plainLayout) {
    List<memory.desc> layouts = asked.computeIfAbsent(name, key -> new ArrayList<>());
    if (layouts.stream().noneMatch(layout::equals)) {
      layouts.add(layout);
      bytes += layout.get_size();
    }
    return Value.planned(layout);
  }

  long bytes() {
    return bytes;
  }
}
