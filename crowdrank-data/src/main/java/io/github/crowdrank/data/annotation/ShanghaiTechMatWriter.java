package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.Deflater;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Matrix;
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
    try (Mat5File mat = Mat5.newMatFile()) {
      mat.addArray("image_info", Mat5.newCell(1, 1).set(0, info));
      // The writer goes back to fill in sizes, which a stream cannot.
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(mat.getUncompressedSerializedSize()));
      bytes.order(Mat5.DEFAULT_ORDER);
      Mat5.newWriter(Sinks.wrap(bytes)).setDeflateLevel(Deflater.NO_COMPRESSION).writeMat(mat);
      out.write(bytes.array(), 0, bytes.position());
    }
  }
}
