package io.github.crowdrank.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What is compared between patches. The margin has the same unit. */
public enum PatchScore {
  /** The mean density, in persons per cell (Eq. 2). */
  MEAN {
    @Override
    double of(double sum, int cells) {
      return sum / cells;
    }

    @Override
    double slope(double sum, int cells) {
      return 1.0 / cells;
    }

    @Override
    INDArray of(INDArray sums, long cells) {
      return sums.div(cells);
    }

    @Override
    INDArray slope(INDArray sums, long cells) {
      return sums.like().assign(1.0 / cells);
    }
  },
  /** The sum of the map: the count, in persons. */
  SUM {
    @Override
    double of(double sum, int cells) {
      return sum;
    }

    @Override
    double slope(double sum, int cells) {
      return 1;
    }

    @Override
    INDArray of(INDArray sums, long cells) {
      return sums;
    }

    @Override
    INDArray slope(INDArray sums, long cells) {
      return sums.like().assign(1);
    }
  },
  /**
   * {@code ln(1 + count)}: pairs of sparse patches pull as hard as pairs of dense ones, and a
   * margin is relative, about the share of its people that the inner patch is to lack. Below 0,
   * which only networks without a final rectifier reach, it goes on as a straight line.
   */
  LOG {
    @Override
    double of(double sum, int cells) {
      return sum > 0 ? Math.log1p(sum) : sum;
    }

    @Override
    double slope(double sum, int cells) {
      return sum > 0 ? 1 / (1 + sum) : 1;
    }

    @Override
    INDArray of(INDArray sums, long cells) {
      return Transforms.log(people(sums).add(1)).addi(Transforms.min(sums, 0));
    }

    @Override
    INDArray slope(INDArray sums, long cells) {
      return people(sums).add(1).rdiv(1);
    }

    private INDArray people(INDArray sums) {
      return sums.mul(sums.gte(0).castTo(sums.dataType()));
    }
  };

  /** The score of a map. */
  abstract double of(double sum, int cells);

  /** The derivative of the score with respect to each cell. */
  abstract double slope(double sum, int cells);

  /** The score of each map, on a backend of ND4J. */
  abstract INDArray of(INDArray sums, long cells);

  /** The derivatives of the scores. */
  abstract INDArray slope(INDArray sums, long cells);
}
