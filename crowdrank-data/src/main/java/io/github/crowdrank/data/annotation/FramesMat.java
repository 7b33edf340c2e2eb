package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/**
 * Points of a video as Mall and UCSD keep them: {@code frame{1,i}.loc}, one row per head. Mall has
 * the number of rows of each frame as {@code count} beside it; a frame where the two differ has a
 * flaw. A third column, the direction in which UCSD's pedestrians walk, is passed over.
 */
final class FramesMat implements AnnotationReader {
  private static final int MOST_POINTS_OF_A_FILE = 1_000_000;
  private static final int COLUMNS = 3;

  @Override
  public List<Annotation> read(Path file) throws IOException {
    return MatPoints.read(file, FramesMat::frames);
  }

  private static List<Annotation> frames(MatFile mat) throws IOException {
    if (!(MatPoints.variable(mat, "frame") instanceof Cell frames)) {
      throw new IOException("it has no cell array frame");
    }
    int size = frames.getNumElements();
    Matrix counts = counts(MatPoints.variable(mat, "count"), size);
    List<Annotation> annotations = new ArrayList<>(size);
    int total = 0;
    for (int i = 0; i < size; i++) {
      List<HeadPoint> points = points(frames.get(i), i + 1);
      total += points.size();
      if (total > MOST_POINTS_OF_A_FILE) {
        throw new IOException("more than " + MOST_POINTS_OF_A_FILE + " points are not read");
      }
      Optional<String> flaw = Optional.empty();
      if (counts != null && counts.getDouble(i) != points.size()) {
        flaw =
            Optional.of(
                "count(%d) is %s but frame{1,%d}.loc has %d rows"
                    .formatted(i + 1, MatPoints.plain(counts.getDouble(i)), i + 1, points.size()));
      }
      annotations.add(new Annotation(Integer.toString(i + 1), Optional.empty(), points, flaw));
    }
    return annotations;
  }

  private static @Nullable Matrix counts(@Nullable Array count, int frames) throws IOException {
    if (count == null) {
      return null;
    }
    if (count instanceof Matrix counts && counts.getNumElements() == frames) {
      return counts;
    }
    throw new IOException(
        "count should have a number for each of %d frames but has %d elements"
            .formatted(frames, count.getNumElements()));
  }

  private static List<HeadPoint> points(Array frame, int number) throws IOException {
    String name = "frame{1," + number + "}";
    if (!(frame instanceof Struct struct) || struct.getNumElements() != 1) {
      throw new IOException(name + " should be a struct with a matrix loc");
    }
    return MatPoints.rows(MatPoints.matrix(struct, name, "loc"), name + ".loc", COLUMNS);
  }
}
