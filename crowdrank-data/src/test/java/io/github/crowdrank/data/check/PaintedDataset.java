package io.github.crowdrank.data.check;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.data.synthetic.SyntheticScene;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Painted crowds on disk, as ShanghaiTech lays them out or with points in CSV files. */
final class PaintedDataset {
  static final int WIDTH = 240;
  static final int HEIGHT = 120;

  /** No head is nearer to a border than this, in pixels. */
  static final double MARGIN = 5;

  private PaintedDataset() {}

  /** One image and its annotation; each can be written again. */
  record Item(Path image, Path annotation, RgbImage picture, List<HeadPoint> heads) {
    String id() {
      String name = image.getFileName().toString();
      return name.substring(0, name.lastIndexOf('.'));
    }

    void write() throws IOException {
      Fixtures.writeImage(image, picture);
      annotate(heads);
    }

    void annotate(List<HeadPoint> points) throws IOException {
      if (annotation.toString().endsWith(".mat")) {
        Fixtures.writePoints(
            annotation,
            points.stream()
                .map(point -> new double[] {point.x(), point.y()})
                .toArray(double[][]::new));
      } else {
        StringBuilder text = new StringBuilder();
        points.forEach(point -> text.append(point.x()).append(',').append(point.y()).append('\n'));
        Files.createDirectories(annotation.getParent());
        Files.writeString(annotation, text);
      }
    }

    /** With one more point. */
    void annotateAlso(double x, double y) throws IOException {
      List<HeadPoint> points = new ArrayList<>(heads);
      points.add(new HeadPoint(x, y));
      annotate(points);
    }
  }

  /** Part B, train or test. */
  static List<Item> shanghaiTech(Path root, String split, int count, SplittableRandom random)
      throws IOException {
    Path folder = root.resolve("part_B").resolve(split + "_data");
    List<Item> items = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      items.add(
          write(
              folder.resolve("images/IMG_" + i + ".jpg"),
              folder.resolve("ground-truth/GT_IMG_" + i + ".mat"),
              random));
    }
    return items;
  }

  static List<Item> csv(Path root, int count, SplittableRandom random) throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      items.add(
          write(
              root.resolve("images/" + i + ".png"), root.resolve("points/" + i + ".csv"), random));
    }
    return items;
  }

  private static Item write(Path image, Path annotation, SplittableRandom random)
      throws IOException {
    SyntheticScene scene =
        SyntheticCrowd.builder().size(WIDTH, HEIGHT).people(20, 60).build().paint(random);
    List<HeadPoint> heads =
        scene.heads().stream()
            .filter(head -> head.x() >= MARGIN && head.x() < WIDTH - MARGIN)
            .filter(head -> head.y() >= MARGIN && head.y() < HEIGHT - MARGIN)
            .toList();
    Item item = new Item(image, annotation, scene.image(), heads);
    item.write();
    return item;
  }
}
