package io.github.crowdrank.bench.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A network as calls of PyTorch's operators, one after the other. */
final class PyTorchGraph implements AutoCloseable {
  private static final int NEAREST = 0;

  private final NetworkSpec spec;
  private final NDManager memory;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, Integer> lastUse = new HashMap<>();

  PyTorchGraph(NetworkSpec spec, Weights weights) {
    this.spec = spec;
    this.memory = NDManager.newBaseManager("PyTorch");
    weights.tensors().forEach((name, tensor) -> parameters.put(name, array(memory, tensor)));
    for (int i = 0; i < spec.layers().size(); i++) {
      for (String input : spec.layers().get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
  }

  private static NDArray array(NDManager memory, Tensor tensor) {
    Shape shape = new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    return memory.create(tensor.values(), shape);
  }

  static NDArray array(NDManager memory, FeatureMaps maps) {
    Shape shape = new Shape(maps.count(), maps.channels(), maps.height(), maps.width());
    return memory.create(FloatBuffer.wrap(maps.values()), shape);
  }

  NetworkSpec spec() {
    return spec;
  }

  /** Memory of one pass. */
  NDManager newMemory() {
    return memory.newSubManager();
  }

  /** By name, in the order of the flat vector. */
  Map<String, NDArray> parameters() {
    return parameters;
  }

  /** Frees each intermediate result after its last use, as Python's reference counts would. */
  NDArray run(NDArray input) {
    Map<String, NDArray> results = new HashMap<>();
    results.put(spec.input().name(), input);
    for (int i = 1; i < spec.layers().size(); i++) {
      Layer layer = spec.layers().get(i);
      results.put(layer.name(), compute(layer, results));
      for (String read : layer.inputs()) {
        if (Integer.valueOf(i).equals(lastUse.get(read)) && !read.equals(spec.input().name())) {
          Objects.requireNonNull(results.get(read)).close();
        }
      }
    }
    return Objects.requireNonNull(results.get(spec.output().name()));
  }

  private NDArray compute(Layer layer, Map<String, NDArray> results) {
    NDArray x = Objects.requireNonNull(results.get(layer.inputs().get(0)));
    if (layer instanceof Layer.Convolution c) {
      NDArray sums = convolve(layer, x, c.stride(), c.padding(), c.dilation(), 1);
      return activate(c.activation(), sums);
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      int channels = (int) x.getShape().get(1);
      NDArray sums = convolve(layer, x, d.stride(), d.padding(), d.dilation(), channels);
      return activate(d.activation(), sums);
    } else if (layer instanceof Layer.MaxPooling p) {
      return Pool.maxPool2d(x, square(p.kernel()), square(p.stride()), square(0), false);
    } else if (layer instanceof Layer.Upsampling u) {
      long[] size = {x.getShape().get(2) * u.factor(), x.getShape().get(3) * u.factor()};
      return x.getNDArrayInternal().interpolation(size, NEAREST, false);
    }
    NDList inputs = new NDList();
    layer.inputs().forEach(name -> inputs.add(Objects.requireNonNull(results.get(name))));
    return layer instanceof Layer.Addition
        ? NDArrays.add(inputs.toArray(new NDArray[0]))
        : NDArrays.concat(inputs, 1);
  }

  private NDArray convolve(
      Layer layer, NDArray x, int stride, Padding padding, int dilation, int groups) {
    boolean symmetric = padding.top() == padding.bottom() && padding.left() == padding.right();
    NDArray padded =
        symmetric
            ? x
            : x.pad(new Shape(padding.left(), padding.right(), padding.top(), padding.bottom()), 0);
    NDArray sums =
        Conv2d.conv2d(
                padded,
                Objects.requireNonNull(parameters.get(layer.name() + ".weight")),
                Objects.requireNonNull(parameters.get(layer.name() + ".bias")),
                square(stride),
                symmetric ? new Shape(padding.top(), padding.left()) : square(0),
                square(dilation),
                groups)
            .singletonOrThrow();
    if (!symmetric) {
      padded.close();
    }
    return sums;
  }

  private static NDArray activate(io.github.crowdrank.network.Activation activation, NDArray sums) {
    NDArray result =
        switch (activation) {
          case IDENTITY -> sums;
          case RELU -> Activation.relu(sums);
          case RELU6 -> Activation.relu6(sums);
        };
    if (result != sums) {
      sums.close();
    }
    return result;
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }

  @Override
  public void close() {
    memory.close();
  }
}
