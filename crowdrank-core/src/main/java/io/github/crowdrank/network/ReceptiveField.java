package io.github.crowdrank.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * How many pixels of the input an output cell can see beyond its own block of {@link
 * NetworkSpec#stride()} x {@code stride()} pixels. Cells nearer to a border of the input than this
 * also see the zeros that layers pad with. The farthest that any cell may see over any path through
 * the layers: where there are upsamplings, some or all cells see a little less.
 *
 * @param top rows above the block, 0 or more
 * @param left columns to the left, 0 or more
 * @param bottom rows below, 0 or more
 * @param right columns to the right, 0 or more
 */
public record ReceptiveField(int top, int left, int bottom, int right) {
  /** Farther than any picture is long. */
  public static final ReceptiveField WHOLE_PICTURE = everywhere(1 << 28);

  /** The same distance to all sides. */
  public static ReceptiveField everywhere(int distance) {
    return new ReceptiveField(distance, distance, distance, distance);
  }

  /**
   * The pixels along one axis that some cell {@code i} of a layer can see: those from {@code i *
   * stride + first} to {@code i * stride + last}.
   */
  private record Reach(long stride, long first, long last) {
    Reach windowed(int kernel, int windowStride, int dilation, int padding) {
      long taps = (long) dilation * (kernel - 1);
      return new Reach(
          Math.multiplyExact(stride, windowStride),
          Math.subtractExact(first, Math.multiplyExact(stride, padding)),
          Math.addExact(last, Math.multiplyExact(stride, taps - padding)));
    }

    /** Which of the repeated cells it is decides where its source lies. */
    Reach upsampled(int factor) {
      long finer = stride / factor;
      return new Reach(finer, first - (stride - finer), last);
    }

    Reach or(Reach other) {
      return new Reach(stride, Math.min(first, other.first), Math.max(last, other.last));
    }

    int before() {
      return Math.toIntExact(Math.max(0, -first));
    }

    int after() {
      return Math.toIntExact(Math.max(0, last - (stride - 1)));
    }
  }

  static ReceptiveField of(List<Layer> layers) {
    if (layers.get(layers.size() - 1) instanceof Layer.Onnx graph) {
      return Objects.requireNonNullElse(graph.geometry().receptiveField(), WHOLE_PICTURE);
    }
    try {
      Reach rows = reach(layers, Padding::top);
      Reach columns = reach(layers, Padding::left);
      return new ReceptiveField(rows.before(), columns.before(), rows.after(), columns.after());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("an output cell sees more than 2^31 pixels", e);
    }
  }

  private static Reach reach(List<Layer> layers, ToIntFunction<Padding> before) {
    Map<String, Reach> reaches = new HashMap<>();
    Reach last = new Reach(1, 0, 0);
    for (Layer layer : layers) {
      last =
          layer.inputs().stream()
              .map(input -> Objects.requireNonNull(reaches.get(input)))
              .reduce(Reach::or)
              .map(input -> through(layer, input, before))
              .orElse(last);
      reaches.put(layer.name(), last);
    }
    return last;
  }

  private static Reach through(Layer layer, Reach input, ToIntFunction<Padding> before) {
    if (layer instanceof Layer.Convolution c) {
      return input.windowed(c.kernel(), c.stride(), c.dilation(), before.applyAsInt(c.padding()));
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      return input.windowed(d.kernel(), d.stride(), d.dilation(), before.applyAsInt(d.padding()));
    } else if (layer instanceof Layer.MaxPooling p) {
      return input.windowed(p.kernel(), p.stride(), 1, 0);
    } else if (layer instanceof Layer.Upsampling u) {
      return input.upsampled(u.factor());
    }
    return input;
  }
}
