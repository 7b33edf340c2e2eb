package io.github.crowdrank.bench;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * A temporary folder of painted crowds: JPEG files of 1024x768 pixels with 500 people each, and
 * their points as CSV.
 *
 * @param path the folder
 * @param painted what was painted
 * @param images the JPEG files, in the order of {@code painted}
 */
record PaintedFolder(Path path, CrowdDataset painted, List<Path> images) {
  static PaintedFolder write(int pictures) throws IOException {
    Path folder = Files.createTempDirectory("crowdrank-bench");
    CrowdDataset painted =
        SyntheticCrowd.builder().size(1024, 768).people(500).build().dataset(pictures, 1);
    List<Path> images = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      Path file = folder.resolve(painted.id(i) + ".jpg");
      ImageIO.write(painted.image(i).toBufferedImage(), "jpg", file.toFile());
      images.add(file);
      Files.writeString(
          points(file),
          painted.heads(i).stream()
              .map(head -> head.x() + "," + head.y() + "\n")
              .collect(Collectors.joining()));
    }
    return new PaintedFolder(folder, painted, images);
  }

  private static Path points(Path image) {
    return image.resolveSibling(image.getFileName().toString().replace(".jpg", ".csv"));
  }

  void delete() throws IOException {
    for (Path image : images) {
      Files.delete(image);
      Files.delete(points(image));
    }
    Files.delete(path);
  }
}
