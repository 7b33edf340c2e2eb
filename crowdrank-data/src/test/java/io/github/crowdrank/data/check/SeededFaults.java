package io.github.crowdrank.data.check;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.check.PaintedDataset.Item;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** Harms images that have not been harmed yet, chosen at random, and keeps account of it. */
final class SeededFaults {
  /** A fault that must be reported of this file, for a reason in which the evidence occurs. */
  record Seeded(Kind kind, Path file, String evidence) {
    boolean isReportedBy(DatasetFault fault) {
      return fault.kind() == kind && fault.file().equals(file) && fault.reason().contains(evidence);
    }
  }

  private final List<Seeded> seeded = new ArrayList<>();
  private final Deque<Item> whole;

  SeededFaults(List<Item> items, SplittableRandom random) {
    List<Item> shuffled = new ArrayList<>(items);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    whole = new ArrayDeque<>(shuffled);
  }

  List<Seeded> all() {
    return seeded;
  }

  Item next() {
    return whole.removeFirst();
  }

  void add(Kind kind, Path file, String evidence) {
    seeded.add(new Seeded(kind, file, evidence));
  }

  void missingAnnotation() throws IOException {
    Item item = next();
    Files.delete(item.annotation());
    add(Kind.MISSING_ANNOTATION, item.image(), item.id());
  }

  void missingImage() throws IOException {
    Item item = next();
    Files.delete(item.image());
    add(Kind.MISSING_IMAGE, item.annotation(), "no image");
  }

  void sameName() throws IOException {
    Item item = next();
    Path twin = item.image().resolveSibling(item.id() + ".bmp");
    Fixtures.writeImage(twin, item.picture());
    add(Kind.SAME_NAME, item.image(), twin.toString());
  }

  void unreadableAnnotation(byte[] content, String evidence) throws IOException {
    Item item = next();
    Files.write(item.annotation(), content);
    add(Kind.UNREADABLE_ANNOTATION, item.annotation(), evidence);
  }

  void cutAnnotation() throws IOException {
    Item item = next();
    cut(item.annotation(), 0.6);
    add(Kind.UNREADABLE_ANNOTATION, item.annotation(), "bytes");
  }

  void undecodable(byte[] content, String evidence) throws IOException {
    Item item = next();
    Files.write(item.image(), content);
    add(Kind.UNDECODABLE_IMAGE, item.image(), evidence);
  }

  void cutImage(double share) throws IOException {
    Item item = next();
    cut(item.image(), share);
    add(Kind.UNDECODABLE_IMAGE, item.image(), item.image().getFileName().toString());
  }

  void pointOutside(double x, double y) throws IOException {
    Item item = next();
    item.annotateAlso(x, y);
    add(Kind.POINT_OUTSIDE, item.annotation(), "at (%s, %s)".formatted(x, y));
  }

  void repeatedPoint() throws IOException {
    Item item = next();
    HeadPoint twice = item.heads().get(3);
    item.annotateAlso(twice.x(), twice.y());
    add(Kind.DUPLICATE_POINT, item.annotation(), "as point 4");
  }

  void closePoint() throws IOException {
    Item item = next();
    HeadPoint near = item.heads().get(5);
    item.annotateAlso(near.x() + 0.3, near.y() - 0.4);
    add(Kind.CLOSE_POINTS, item.annotation(), "0.50 from point 6");
  }

  void exchangedCoordinates() throws IOException {
    Item item = next();
    item.annotate(item.heads().stream().map(head -> new HeadPoint(head.y(), head.x())).toList());
    add(Kind.SWAPPED_COORDINATES, item.annotation(), "0 with x and y exchanged");
  }

  void headAtBorder() throws IOException {
    Item item = next();
    item.annotateAlso(0.2, 60.2);
    add(Kind.MAP_SUM, item.annotation(), "%d points".formatted(item.heads().size() + 1));
  }

  /** A picture, in place of a later or other one, that another file has as well. */
  void copied(Kind kind, Item from, Item to, RgbImage copy, String evidence) throws IOException {
    Fixtures.writeImage(to.image(), copy);
    to.annotate(from.heads());
    add(kind, to.image(), evidence + from.image());
  }

  void copiedFile(Kind kind, Item from, Item to) throws IOException {
    Files.write(to.image(), Files.readAllBytes(from.image()));
    add(kind, to.image(), "byte for byte " + from.image());
  }

  /** Other bytes of the same pixels: a comment behind the first marker. */
  void copiedWithComment(Kind kind, Item from, Item to) throws IOException {
    byte[] jpeg = Files.readAllBytes(from.image());
    try (OutputStream out = Files.newOutputStream(to.image())) {
      out.write(jpeg, 0, 2);
      out.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 4, 'h', 'i'});
      out.write(jpeg, 2, jpeg.length - 2);
    }
    add(kind, to.image(), "has the pixels of " + from.image());
  }

  static RgbImage halved(RgbImage picture) {
    return picture.resample(
        new Region(0, 0, picture.width(), picture.height()),
        picture.width() / 2,
        picture.height() / 2);
  }

  static RgbImage brightened(RgbImage picture) {
    byte[] samples = new byte[3 * picture.width() * picture.height()];
    byte[] row = new byte[3 * picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      picture.copyRow(y, row);
      for (int i = 0; i < row.length; i++) {
        samples[y * row.length + i] = (byte) Math.min(255, (row[i] & 255) + 10);
      }
    }
    return RgbImage.of(picture.width(), picture.height(), samples);
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void cut(Path file, double share) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, (int) (share * whole.length)));
  }
}
