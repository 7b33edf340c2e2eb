package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** Images on disk in the layout of ShanghaiTech. */
final class ShanghaiTechFiles {
  private ShanghaiTechFiles() {}

  /** Writes a division such as {@code part_A/train_data}: {@code IMG_1.jpg} and so on. */
  static void write(Path division, CrowdDataset dataset) throws IOException {
    Path images = Files.createDirectories(division.resolve("images"));
    Path annotations = Files.createDirectories(division.resolve("ground-truth"));
    for (int i = 0; i < dataset.size(); i++) {
      Path image = images.resolve("IMG_" + (i + 1) + ".jpg");
      ImageIO.write(dataset.image(i).toBufferedImage(), "jpg", image.toFile());
      writeMat(annotations.resolve("GT_IMG_" + (i + 1) + ".mat"), dataset.heads(i));
    }
  }

  private static void writeMat(Path file, List<HeadPoint> heads) throws IOException {
    Matrix location = Mat5.newMatrix(heads.size(), 2);
    for (int i = 0; i < heads.size(); i++) {
      location.setDouble(i, 0, heads.get(i).x());
      location.setDouble(i, 1, heads.get(i).y());
    }
    Struct info = Mat5.newStruct();
    info.set("location", location);
    info.set("number", Mat5.newScalar(heads.size()));
    Cell cell = Mat5.newCell(1, 1);
    cell.set(0, info);
    Mat5.writeToFile(Mat5.newMatFile().addArray("image_info", cell), file.toString());
  }
}
