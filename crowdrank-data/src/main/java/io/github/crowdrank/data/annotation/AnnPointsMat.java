package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** Points as UCF_CC_50, UCF-QNRF and NWPU-Crowd keep them: {@code annPoints}, one row per head. */
final class AnnPointsMat implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    return List.of(Annotation.of(MatPoints.read(file, AnnPointsMat::points)));
  }

  private static List<HeadPoint> points(MatFile mat) throws IOException {
    if (MatPoints.variable(mat, "annPoints") instanceof Matrix points) {
      return MatPoints.rows(points, "annPoints", 2);
    }
    throw new IOException("it has no matrix annPoints");
  }
}
