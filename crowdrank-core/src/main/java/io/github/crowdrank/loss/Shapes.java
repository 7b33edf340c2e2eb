package io.github.crowdrank.loss;

import io.github.crowdrank.density.DensityMap;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks that predictions, targets and groups fit each other. */
final class Shapes {
  private Shapes() {}

  static void requireTarget(List<DensityTarget> targets) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("a counting loss needs at least one target but had none");
    }
  }

  /** Cells per map of predictions for these targets. */
  static int cellsOf(int length, List<DensityTarget> targets) {
    DensityMap first = targets.get(0).density();
    for (int i = 1; i < targets.size(); i++) {
      DensityMap density = targets.get(i).density();
      if (density.width() != first.width() || density.height() != first.height()) {
        throw new IllegalArgumentException(
            "all targets have one shape but target 0 is %dx%d and target %d is %dx%d"
                .formatted(first.width(), first.height(), i, density.width(), density.height()));
      }
    }
    int cells = first.width() * first.height();
    if (length != (long) targets.size() * cells) {
      throw new IllegalArgumentException(
          "%d maps of %dx%d have %d cells but %d were predicted"
              .formatted(
                  targets.size(),
                  first.width(),
                  first.height(),
                  (long) targets.size() * cells,
                  length));
    }
    return cells;
  }

  /** Cells per map of predictions for a number of maps. */
  static int cellsOf(int length, int maps) {
    if (length < 1 || length % maps != 0) {
      throw new IllegalArgumentException(
          "%d maps have a multiple of %d cells but %d were predicted"
              .formatted(maps, maps, length));
    }
    return length / maps;
  }

  static void checkGroups(long patches, int patchesPerGroup) {
    if (patchesPerGroup < 2) {
      throw new IllegalArgumentException(
          "a group has at least 2 patches to rank but was " + patchesPerGroup);
    }
    if (patches < 1 || patches % patchesPerGroup != 0) {
      throw new IllegalArgumentException(
          "patches come in whole groups of %d but there were %d"
              .formatted(patchesPerGroup, patches));
    }
  }

  static void checkMaps(INDArray maps, String name) {
    if (maps.isEmpty() || maps.rank() != 4 || maps.size(1) != 1 || !maps.isR()) {
      throw new IllegalArgumentException(
          "%s has shape [maps, 1, height, width] and a real type but was %s"
              .formatted(name, describe(maps)));
    }
  }

  static String describe(INDArray array) {
    return array.dataType() + " " + Arrays.toString(array.shape());
  }
}
