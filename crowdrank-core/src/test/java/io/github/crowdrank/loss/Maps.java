package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random maps, conversions and the check of a gradient against central differences. */
final class Maps {
  private Maps() {}

  static float[] random(RandomGenerator random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static INDArray asArray(float[] values, DataType type, int maps, int height, int width) {
    return Nd4j.createFromArray(values).castTo(type).reshape(maps, 1, height, width);
  }

  static float[] asFloats(INDArray array) {
    return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
  }

  static List<DensityTarget> asTargets(float[] values, int maps, int height, int width) {
    List<DensityTarget> targets = new ArrayList<>();
    int cells = height * width;
    for (int map = 0; map < maps; map++) {
      float[] part = new float[cells];
      System.arraycopy(values, map * cells, part, 0, cells);
      targets.add(new DensityTarget(DensityMap.of(width, height, part), List.of()));
    }
    return targets;
  }

  /** Holds a gradient in double against central differences of the loss at every cell. */
  static void assertGradientIsThatOfTheLoss(
      Function<INDArray, INDArrayLoss> loss, INDArray predicted) {
    assertThat(predicted.dataType()).isEqualTo(DataType.DOUBLE);
    double[] analytic = loss.apply(predicted).gradient().dup('c').data().asDouble();
    double step = 1e-5;
    for (int i = 0; i < analytic.length; i++) {
      INDArray up = predicted.dup('c');
      up.data().put(i, up.data().getDouble(i) + step);
      INDArray down = predicted.dup('c');
      down.data().put(i, down.data().getDouble(i) - step);
      double numeric =
          (loss.apply(up).loss().getDouble(0) - loss.apply(down).loss().getDouble(0)) / (2 * step);
      assertThat(analytic[i])
          .as("cell %d", i)
          .isCloseTo(numeric, within(1e-5 * Math.abs(numeric) + 1e-9));
    }
  }
}
