package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** Painted crowds on disk, laid out as the benchmarks are. */
final class SyntheticBenchmarks {
  private SyntheticBenchmarks() {}

  /** ShanghaiTech: {@code part_A/train_data/images/IMG_1.jpg} and so on, both parts. */
  static void writeShanghaiTech(Path root) throws IOException {
    int seed = 1;
    for (String part : List.of("part_A", "part_B")) {
      for (String split : List.of("train_data", "test_data")) {
        CrowdDataset images = TinyExperiment.PAINTER.dataset(seed % 2 == 1 ? 10 : 7, seed++);
        Path folder = root.resolve(part).resolve(split);
        for (int i = 0; i < images.size(); i++) {
          String name = "IMG_" + (i + 1);
          writeImage(images, i, folder.resolve("images").resolve(name + ".jpg"));
          List<HeadPoint> heads = images.heads(i);
          writeMat(
              folder.resolve("ground-truth").resolve("GT_" + name + ".mat"),
              "image_info",
              Mat5.newCell(1, 1)
                  .set(
                      0,
                      Mat5.newStruct()
                          .set("location", points(heads))
                          .set("number", Mat5.newScalar(heads.size()))));
        }
      }
    }
  }

  /** UCF_CC_50: {@code 1.jpg} and {@code 1_ann.mat} to {@code 50.jpg} and {@code 50_ann.mat}. */
  static void writeUcfCc50(Path root) throws IOException {
    CrowdDataset images = TinyExperiment.PAINTER.dataset(50, 5);
    for (int i = 0; i < images.size(); i++) {
      writeImage(images, i, root.resolve((i + 1) + ".jpg"));
      writeMat(root.resolve((i + 1) + "_ann.mat"), "annPoints", points(images.heads(i)));
    }
  }

  private static void writeImage(CrowdDataset images, int index, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(images.image(index).toBufferedImage(), "jpg", file.toFile());
  }

  private static Matrix points(List<HeadPoint> heads) {
    Matrix points = Mat5.newMatrix(heads.size(), 2);
    for (int i = 0; i < heads.size(); i++) {
      points.setDouble(i, 0, heads.get(i).x());
      points.setDouble(i, 1, heads.get(i).y());
    }
    return points;
  }

  private static void writeMat(Path file, String name, Array value) throws IOException {
    Files.createDirectories(file.getParent());
    try (MatFile mat = Mat5.newMatFile().addArray(name, value);
        var sink = Sinks.newStreamingFile(file.toFile())) {
      mat.writeTo(sink);
    }
  }
}
