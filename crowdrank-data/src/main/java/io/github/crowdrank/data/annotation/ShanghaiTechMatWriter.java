package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sink;
import us.hebi.matlab.mat.types.Sinks;

/** Writes {@code image_info{1,1}.location} and {@code .number} in MATLAB's version 5. */
final class ShanghaiTechMatWriter implements AnnotationWriter {
  @Override
  public void write(List<Annotation> annotations, OutputStream out) throws IOException {
    List<HeadPoint> points = Singles.only(annotations).points();
    Matrix location = Mat5.newMatrix(points.size(), 2);
    for (int i = 0; i < points.size(); i++) {
      location.setDouble(i, 0, points.get(i).x());
      location.setDouble(i, 1, points.get(i).y());
    }
    var info =
        Mat5.newStruct().set("location", location).set("number", Mat5.newScalar(points.size()));
    Sink sink = Sinks.wrapNonSeeking(out);
    try (MatFile mat = Mat5.newMatFile().addArray("image_info", Mat5.newCell(1, 1).set(0, info))) {
      mat.writeTo(sink);
    }
  }
}
