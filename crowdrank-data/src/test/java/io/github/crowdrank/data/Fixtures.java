package io.github.crowdrank.data;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;
import us.hebi.matlab.mat.types.Struct;

/** Draws small datasets on disk. */
public final class Fixtures {
  private Fixtures() {}

  public static RgbImage scene(long seed) {
    return SyntheticCrowd.builder().size(96, 64).build().paint(new SplittableRandom(seed)).image();
  }

  public static void writeImage(Path file, RgbImage image) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.toString();
    String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    ImageIO.write(image.toBufferedImage(), format, file.toFile());
  }

  /** Puts an EXIF segment that holds nothing but an orientation behind a JPEG's first marker. */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] joined = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, joined, 0, 2);
    System.arraycopy(exif, 0, joined, 2, exif.length);
    System.arraycopy(jpeg, 2, joined, 2 + exif.length, jpeg.length - 2);
    return joined;
  }

  /** Many small files of one picture; what follows the folder are their names. */
  public static void copyImage(Path image, Path folder, Stream<String> names) throws IOException {
    Files.createDirectories(folder);
    for (String name : (Iterable<String>) names::iterator) {
      Files.copy(image, folder.resolve(name));
    }
  }

  public static Matrix location(double[][] points) {
    Matrix location = Mat5.newMatrix(points.length, points.length == 0 ? 0 : points[0].length);
    for (int row = 0; row < points.length; row++) {
      for (int column = 0; column < points[row].length; column++) {
        location.setDouble(row, column, points[row][column]);
      }
    }
    return location;
  }

  /** The variable {@code image_info} as ShanghaiTech has it. */
  public static Array imageInfo(Array location, Array number) {
    Struct info = Mat5.newStruct().set("location", location).set("number", number);
    return Mat5.newCell(1, 1).set(0, info);
  }

  public static void writePoints(Path file, double[]... points) throws IOException {
    writeMat(file, "image_info", imageInfo(location(points), Mat5.newScalar(points.length)));
  }

  /** A file of UCF_CC_50, UCF-QNRF or NWPU-Crowd. */
  public static void writeAnnPoints(Path file, double[]... points) throws IOException {
    writeMat(file, "annPoints", location(points));
  }

  /** The variable {@code frame} of Mall and UCSD, one matrix of points for each frame. */
  public static Cell frames(double[][]... points) {
    Cell frames = Mat5.newCell(1, points.length);
    for (int i = 0; i < points.length; i++) {
      frames.set(i, Mat5.newStruct().set("loc", location(points[i])));
    }
    return frames;
  }

  public static void writeMat(Path file, String name, Array value) throws IOException {
    writeMat(file, Mat5.newMatFile().addArray(name, value));
  }

  public static void writeMat(Path file, MatFile mat) throws IOException {
    Files.createDirectories(file.getParent());
    try (mat;
        var sink = Sinks.newStreamingFile(file.toFile())) {
      mat.writeTo(sink);
    }
  }
}
