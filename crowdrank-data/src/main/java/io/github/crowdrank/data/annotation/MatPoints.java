package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/**
 * What the MATLAB files of benchmarks have in common: variables, and points as rows of a matrix.
 */
final class MatPoints {
  private MatPoints() {}

  /** Makes something of a file's variables. */
  @FunctionalInterface
  interface Contents<T> {
    T read(MatFile mat) throws IOException;
  }

  static <T> T read(Path file, Contents<T> contents) throws IOException {
    MatFile mat = CheckedMat.read(file);
    try {
      return contents.read(mat);
    } catch (RuntimeException e) {
      throw new IOException("its variables cannot be read: " + e.getMessage(), e);
    }
  }

  static @Nullable Array variable(MatFile mat, String name) {
    for (MatFile.Entry entry : mat.getEntries()) {
      if (entry.getName().equals(name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** A field that is a matrix of numbers. */
  static Matrix matrix(Struct struct, String name, String field) throws IOException {
    if (struct.getFieldNames().contains(field) && struct.get(field) instanceof Matrix matrix) {
      return matrix;
    }
    throw new IOException(name + " has no matrix " + field);
  }

  /**
   * The points of a matrix: x and y in the first two columns.
   *
   * @param mostColumns 2, or more where others say something else
   */
  static List<HeadPoint> rows(Matrix matrix, String name, int mostColumns) throws IOException {
    int rows = matrix.getNumRows();
    if (matrix.getNumElements() == 0) {
      return List.of();
    }
    int columns = matrix.getNumCols();
    if (matrix.getNumDimensions() != 2 || columns < 2 || columns > mostColumns) {
      throw new IOException("%s has %d columns, not x and y".formatted(name, columns));
    }
    if (rows > AnnotationReader.MOST_POINTS) {
      throw new IOException(
          "%s has %d points; at most %d are read"
              .formatted(name, rows, AnnotationReader.MOST_POINTS));
    }
    List<HeadPoint> points = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      double x = matrix.getDouble(row, 0);
      double y = matrix.getDouble(row, 1);
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IOException(
            "row %d of %s is (%s, %s), not finite".formatted(row + 1, name, x, y));
      }
      points.add(new HeadPoint(x, y));
    }
    return points;
  }

  /** A number as people write it: a whole one without decimals. */
  static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
