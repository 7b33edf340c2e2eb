package io.github.crowdrank.engine.onednn;

import org.bytedeco.dnnl.memory;

/** Adds up what a program would have to copy of a network's weights. */
final class MissingWeights implements ParameterValues {
  private final NativeWeights held;
  private long bytes;

  MissingWeights(NativeWeights held) {
    this.held = held;
  }

  @Override
  public Value in(memory.desc layout, String name, memory.desc plainLayout) {
    if (!held.has(layout, name)) {
      bytes += layout.get_size();
    }
    return Value.planned(layout);
  }

  long bytes() {
    return bytes;
  }
}
