package io.github.crowdrank.engine;

import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Computes networks by straight loops in double precision, forward and backward: what engines are
 * held against. For one thread.
 */
public final class NaiveNetwork {
  private final NetworkSpec spec;
  private final double[] parameters;
  private final Map<String, Integer> offsets = new HashMap<>();
  private final Map<String, double[]> values = new HashMap<>();
  private final Map<String, double[]> gradients = new HashMap<>();
  private Map<String, FeatureShape> shapes = Map.of();
  private int count;

  public NaiveNetwork(NetworkSpec spec, double[] parameters) {
    this.spec = spec;
    this.parameters = parameters;
    for (Parameter parameter : spec.parameters()) {
      offsets.put(parameter.name(), parameter.offset());
    }
  }

  /** Values of the output layer for a batch of {@code count} pictures, NCHW. */
  public double[] forward(int count, int height, int width, double[] input) {
    this.count = count;
    shapes = spec.shapes(height, width);
    values.clear();
    for (Layer layer : spec.layers()) {
      double[] result =
          layer instanceof Layer.Input ? input : new double[count * size(shape(layer.name()))];
      values.put(layer.name(), result);
      compute(layer, result, null, null);
    }
    return values(spec.output().name());
  }

  /** Gradient of every parameter, given that of the values {@link #forward} returned. */
  public double[] backward(double[] outputGradient) {
    gradients.clear();
    for (Layer layer : spec.layers()) {
      gradients.put(layer.name(), new double[values(layer.name()).length]);
    }
    gradients.put(spec.output().name(), outputGradient.clone());
    double[] parameterGradient = new double[parameters.length];
    for (int i = spec.layers().size() - 1; i > 0; i--) {
      Layer layer = spec.layers().get(i);
      compute(layer, values(layer.name()), gradient(layer.name()), parameterGradient);
    }
    return parameterGradient;
  }

  /** Forward where {@code gradient} is null, else backward. */
  private void compute(
      Layer layer,
      double[] result,
      double @org.jspecify.annotations.Nullable [] gradient,
      double @org.jspecify.annotations.Nullable [] parameterGradient) {
    if (layer instanceof Layer.Convolution c) {
      int[] window = {c.kernel(), c.stride(), c.dilation()};
      convolve(
          c,
          c.input(),
          window,
          c.padding(),
          c.activation(),
          false,
          result,
          gradient,
          parameterGradient);
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      int[] window = {d.kernel(), d.stride(), d.dilation()};
      convolve(
          d,
          d.input(),
          window,
          d.padding(),
          d.activation(),
          true,
          result,
          gradient,
          parameterGradient);
    } else if (layer instanceof Layer.MaxPooling p) {
      pool(p, result, gradient);
    } else if (layer instanceof Layer.Upsampling u) {
      upsample(u, result, gradient);
    } else if (layer instanceof Layer.Addition a) {
      for (String input : a.inputs()) {
        for (int i = 0; i < result.length; i++) {
          if (gradient == null) {
            result[i] += values(input)[i];
          } else {
            gradient(input)[i] += gradient[i];
          }
        }
      }
    } else if (layer instanceof Layer.Concatenation c) {
      concatenate(c, result, gradient);
    }
  }

  private void convolve(
      Layer layer,
      String input,
      int[] window,
      Padding padding,
      Activation activation,
      boolean depthwise,
      double[] result,
      double @org.jspecify.annotations.Nullable [] gradient,
      double @org.jspecify.annotations.Nullable [] parameterGradient) {
    FeatureShape in = shape(input);
    FeatureShape out = shape(layer.name());
    int kernel = window[0];
    int weights = Objects.requireNonNull(offsets.get(layer.name() + ".weight"));
    int biases = Objects.requireNonNull(offsets.get(layer.name() + ".bias"));
    int depth = depthwise ? 1 : in.channels();
    double[] x = values(input);
    for (int n = 0; n < count; n++) {
      for (int o = 0; o < out.channels(); o++) {
        for (int row = 0; row < out.height(); row++) {
          for (int column = 0; column < out.width(); column++) {
            int at = index(out, n, o, row, column);
            double sum = parameters[biases + o];
            double error = 0;
            if (gradient != null && parameterGradient != null) {
              error = gradient[at] * slope(activation, result[at]);
              parameterGradient[biases + o] += error;
            }
            for (int i = 0; i < depth; i++) {
              for (int ky = 0; ky < kernel; ky++) {
                for (int kx = 0; kx < kernel; kx++) {
                  int y = row * window[1] - padding.top() + ky * window[2];
                  int z = column * window[1] - padding.left() + kx * window[2];
                  if (y < 0 || y >= in.height() || z < 0 || z >= in.width()) {
                    continue;
                  }
                  int w = weights + ((o * depth + i) * kernel + ky) * kernel + kx;
                  int from = index(in, n, depthwise ? o : i, y, z);
                  if (parameterGradient == null) {
                    sum += parameters[w] * x[from];
                  } else {
                    parameterGradient[w] += error * x[from];
                    gradient(input)[from] += error * parameters[w];
                  }
                }
              }
            }
            if (gradient == null) {
              result[at] = activate(activation, sum);
            }
          }
        }
      }
    }
  }

  private static double activate(Activation activation, double sum) {
    return switch (activation) {
      case IDENTITY -> sum;
      case RELU -> Math.max(0, sum);
      case RELU6 -> Math.min(6, Math.max(0, sum));
    };
  }

  /** Derivative of an activation where it has this value. */
  private static double slope(Activation activation, double value) {
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> value > 0 ? 1 : 0;
      case RELU6 -> value > 0 && value < 6 ? 1 : 0;
    };
  }

  private void pool(
      Layer.MaxPooling layer,
      double[] result,
      double @org.jspecify.annotations.Nullable [] gradient) {
    FeatureShape in = shape(layer.input());
    FeatureShape out = shape(layer.name());
    double[] x = values(layer.input());
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < out.channels(); c++) {
        for (int row = 0; row < out.height(); row++) {
          for (int column = 0; column < out.width(); column++) {
            int best = -1;
            for (int ky = 0; ky < layer.kernel(); ky++) {
              for (int kx = 0; kx < layer.kernel(); kx++) {
                int from = index(in, n, c, row * layer.stride() + ky, column * layer.stride() + kx);
                if (best < 0 || x[from] > x[best]) {
                  best = from;
                }
              }
            }
            int at = index(out, n, c, row, column);
            if (gradient == null) {
              result[at] = x[best];
            } else {
              gradient(layer.input())[best] += gradient[at];
            }
          }
        }
      }
    }
  }

  private void upsample(
      Layer.Upsampling layer,
      double[] result,
      double @org.jspecify.annotations.Nullable [] gradient) {
    FeatureShape in = shape(layer.input());
    FeatureShape out = shape(layer.name());
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < out.channels(); c++) {
        for (int row = 0; row < out.height(); row++) {
          for (int column = 0; column < out.width(); column++) {
            int at = index(out, n, c, row, column);
            int from = index(in, n, c, row / layer.factor(), column / layer.factor());
            if (gradient == null) {
              result[at] = values(layer.input())[from];
            } else {
              gradient(layer.input())[from] += gradient[at];
            }
          }
        }
      }
    }
  }

  private void concatenate(
      Layer.Concatenation layer,
      double[] result,
      double @org.jspecify.annotations.Nullable [] gradient) {
    FeatureShape out = shape(layer.name());
    int first = 0;
    for (String input : layer.inputs()) {
      int part = size(shape(input));
      for (int n = 0; n < count; n++) {
        int at = n * size(out) + first * out.height() * out.width();
        for (int i = 0; i < part; i++) {
          if (gradient == null) {
            result[at + i] = values(input)[n * part + i];
          } else {
            gradient(input)[n * part + i] += gradient[at + i];
          }
        }
      }
      first += shape(input).channels();
    }
  }

  private FeatureShape shape(String layer) {
    return Objects.requireNonNull(shapes.get(layer));
  }

  private double[] values(String layer) {
    return Objects.requireNonNull(values.get(layer));
  }

  private double[] gradient(String layer) {
    return Objects.requireNonNull(gradients.get(layer));
  }

  private static int size(FeatureShape shape) {
    return shape.channels() * shape.height() * shape.width();
  }

  private static int index(FeatureShape shape, int n, int c, int y, int x) {
    return ((n * shape.channels() + c) * shape.height() + y) * shape.width() + x;
  }

  /** {@code |a - b| / |b|}, of Euclidean lengths. */
  public static double relativeError(double[] a, double[] b) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < b.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      length += b[i] * b[i];
    }
    return a.length == b.length && length > 0 ? Math.sqrt(difference / length) : Double.NaN;
  }

  public static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }
}
