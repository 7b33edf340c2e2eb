package io.github.crowdrank.engine.onednn;

import org.bytedeco.dnnl.memory;

/** Where the steps of a program find a network's parameters. */
@FunctionalInterface
interface ParameterValues {
  /**
   * A parameter in the layout a primitive wants.
   *
   * @param plainLayout the layout within the flat parameter vector
   */
  Value in(memory.desc layout, String name, memory.desc plainLayout);
}
