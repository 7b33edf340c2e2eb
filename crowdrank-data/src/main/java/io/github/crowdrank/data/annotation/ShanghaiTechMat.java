package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** Points as ShanghaiTech keeps them: {@code image_info{1,1}.location}, one row per head. */
final class ShanghaiTechMat implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    MatFile mat = CheckedMat.read(file);
    try {
      return List.of(Annotation.of(points(mat)));
    } catch (RuntimeException e) {
      throw new IOException("image_info cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<HeadPoint> points(MatFile mat) throws IOException {
    Array found = variable(mat, "image_info");
    if (found instanceof Cell cell && cell.getNumElements() == 1) {
      found = cell.get(0);
    }
    if (!(found instanceof Struct info) || info.getNumElements() != 1) {
      throw new IOException("it has no variable image_info{1,1} with one struct in it");
    }
    Matrix location = matrix(info, "location");
    Matrix number = matrix(info, "number");
    List<HeadPoint> points = points(location);
    if (number.getNumElements() != 1 || number.getDouble(0) != points.size()) {
      throw new IOException(
          "image_info.number is %s but image_info.location has %d rows"
              .formatted(
                  number.getNumElements() == 1 ? plain(number.getDouble(0)) : "no single number",
                  points.size()));
    }
    return points;
  }

  private static @Nullable Array variable(MatFile mat, String name) {
    for (MatFile.Entry entry : mat.getEntries()) {
      if (entry.getName().equals(name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static Matrix matrix(Struct info, String field) throws IOException {
    if (info.getFieldNames().contains(field) && info.get(field) instanceof Matrix matrix) {
      return matrix;
    }
    throw new IOException("image_info has no matrix " + field);
  }

  private static List<HeadPoint> points(Matrix location) throws IOException {
    int rows = location.getNumRows();
    if (location.getNumElements() == 0) {
      return List.of();
    }
    if (location.getNumDimensions() != 2 || location.getNumCols() != 2) {
      throw new IOException(
          "image_info.location has %d columns, not x and y".formatted(location.getNumCols()));
    }
    if (rows > MOST_POINTS) {
      throw new IOException(rows + " points; at most " + MOST_POINTS + " are read");
    }
    List<HeadPoint> points = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      double x = location.getDouble(row, 0);
      double y = location.getDouble(row, 1);
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IOException(
            "row %d of image_info.location is (%s, %s), not finite".formatted(row + 1, x, y));
      }
      points.add(new HeadPoint(x, y));
    }
    return points;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
