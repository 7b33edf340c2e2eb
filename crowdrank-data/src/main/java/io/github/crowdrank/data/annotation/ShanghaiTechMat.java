package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** Points as ShanghaiTech keeps them: {@code image_info{1,1}.location}, one row per head. */
final class ShanghaiTechMat implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    return List.of(Annotation.of(MatPoints.read(file, ShanghaiTechMat::points)));
  }

  private static List<HeadPoint> points(MatFile mat) throws IOException {
    Array found = MatPoints.variable(mat, "image_info");
    if (found instanceof Cell cell && cell.getNumElements() == 1) {
      found = cell.get(0);
    }
    if (!(found instanceof Struct info) || info.getNumElements() != 1) {
      throw new IOException("it has no variable image_info{1,1} with one struct in it");
    }
    Matrix location = MatPoints.matrix(info, "image_info", "location");
    Matrix number = MatPoints.matrix(info, "image_info", "number");
    List<HeadPoint> points = MatPoints.rows(location, "image_info.location", 2);
    if (number.getNumElements() != 1 || number.getDouble(0) != points.size()) {
      throw new IOException(
          "image_info.number is %s but image_info.location has %d rows"
              .formatted(
                  number.getNumElements() == 1
                      ? MatPoints.plain(number.getDouble(0))
                      : "no single number",
                  points.size()));
    }
    return points;
  }
}
