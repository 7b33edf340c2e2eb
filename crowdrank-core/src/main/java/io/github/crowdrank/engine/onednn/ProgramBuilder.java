package io.github.crowdrank.engine.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.sum;

/** Collects the steps of a program and the values they work on. */
final class ProgramBuilder {
  /**
   * One primitive, as yet only described, and what it works on.
   *
   * @param label the layer, for people
   * @param arguments by oneDNN's numbers
   */
  record Step(String label, primitive_desc_base description, Map<Integer, Value> arguments) {
    /** Generates the code: what makes compiling slow. */
    primitive operation() {
      return new primitive(description.get());
    }

    /** oneDNN's name for the kernel. */
    String implementation() {
      return description.impl_info_str().getString();
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final Map<Value, List<Value>> reordered = new HashMap<>();

  List<Step> steps() {
    return steps;
  }

  /** Every value, those that lie elsewhere included. */
  List<Value> values() {
    return values;
  }

  /** How many steps there are: the number of the next one. */
  int position() {
    return steps.size();
  }

  Value value(memory.desc layout) {
    Value value = Value.planned(layout);
    values.add(value);
    return value;
  }

  /**
   * What every primitive is created with: its working memory is planned like any other value, so
   * that all steps share it.
   */
  static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    return attributes;
  }

  /** Adds a step. */
  void add(String label, primitive_desc_base description, Map<Integer, Value> arguments) {
    Map<Integer, Value> all = new HashMap<>(arguments);
    memory.desc scratchpad = description.scratchpad_desc();
    if (scratchpad.get_size() > 0) {
      all.put(dnnl.DNNL_ARG_SCRATCHPAD, value(scratchpad));
    }
    all.values().forEach(value -> value.touch(steps.size()));
    steps.add(new Step(label, description, all));
  }

  /**
   * The value in another layout; a step the first time, remembered afterwards.
   *
   * @param wanted may be of other sizes with as many elements
   */
  Value as(Value value, memory.desc wanted) {
    memory.desc layout = Layouts.reshaped(wanted, Layouts.sizes(value.layout()));
    if (value.hasLayout(layout)) {
      return value;
    }
    List<Value> others = reordered.computeIfAbsent(value, key -> new ArrayList<>());
    for (Value other : others) {
      if (other.hasLayout(layout)) {
        return other;
      }
    }
    Value result = value(layout);
    copy(value, result);
    others.add(result);
    return result;
  }

  /** Copies one value into another, whatever their layouts. */
  void copy(Value from, Value to) {
    var description =
        new reorder.primitive_desc(
            OneDnn.engine(), from.layout(), OneDnn.engine(), to.layout(), attributes(), false);
    add("reorder", description, Map.of(dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, to));
  }

  /** The sum of values of equal sizes. */
  Value sum(String label, List<Value> parts) {
    float[] scales = new float[parts.size()];
    Arrays.fill(scales, 1);
    var description =
        new sum.primitive_desc(
            scales, Layouts.array(parts), OneDnn.engine(), ProgramBuilder.attributes());
    return joined(label, description, parts);
  }

  /** Values one after the other along the channels. */
  Value concatenation(String label, List<Value> parts) {
    var description =
        new concat.primitive_desc(
            1, Layouts.array(parts), OneDnn.engine(), ProgramBuilder.attributes());
    return joined(label, description, parts);
  }

  private Value joined(String label, primitive_desc_base description, List<Value> parts) {
    Map<Integer, Value> arguments = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      arguments.put(dnnl.DNNL_ARG_MULTIPLE_SRC + i, parts.get(i));
    }
    Value result = value(description.dst_desc());
    arguments.put(dnnl.DNNL_ARG_DST, result);
    add(label, description, arguments);
    return result;
  }
}
