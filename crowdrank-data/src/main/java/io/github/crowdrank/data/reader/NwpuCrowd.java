package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * NWPU-Crowd (Wang, Gao, Lin and Li, "NWPU-Crowd: A Large-Scale Benchmark for Crowd Counting and
 * Localization", TPAMI 2021, arXiv:2001.03360) in its own layout: images in {@code images} or in
 * {@code images_part1} to {@code images_part5}, annotations in {@code jsons/0001.json} ({@code
 * human_num}, {@code points}) and the same in {@code mats/0001.mat} ({@code annPoints}), and the
 * divisions in {@code train.txt}, {@code val.txt} and {@code test.txt}, where a line begins with
 * the name of an image; its illumination and crowd level follow. The JSON files are read where
 * there is a folder of them, else the MATLAB files.
 *
 * <p>5,109 images with 2,133,375 heads: 3,109 to train, 500 to validate and 1,500 to test. The
 * annotations of the test images are not published; the benchmark's server compares. That division
 * is listed as one fault that says so, unless somebody has the annotations. The heads of each
 * division are not published, nor from where coordinates are counted; they are whole numbers.
 *
 * @see <a href="https://www.crowdbenchmark.com/nwpucrowd.html">the dataset</a>
 * @see <a href="https://github.com/gjy3035/NWPU-Crowd-Sample-Code">the authors' code</a>
 */
public final class NwpuCrowd implements DatasetFormat {
  /** For {@link java.util.ServiceLoader} and for use. */
  public NwpuCrowd() {}

  @Override
  public String name() {
    return "nwpu-crowd";
  }

  @Override
  public String description() {
    return "train.txt, val.txt and test.txt; images_part1/0001.jpg or images/0001.jpg;"
        + " jsons/0001.json or mats/0001.mat";
  }

  @Override
  public List<String> splits() {
    return List.of("train", "val", "test");
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    boolean test = DatasetFormats.requireSplit(this, split).equals("test");
    String name = "NWPU-Crowd " + split;
    Path folder = Folders.unpacked(root, "NWPU-Crowd");
    List<Entry> entries = entries(name, folder.resolve(split + ".txt"));
    Path annotationFolder = Folders.find(name, folder, "jsons", "mats");
    boolean json = ImageFiles.name(annotationFolder).equals("jsons");
    Map<String, Path> annotations = new HashMap<>();
    for (Path file : ImageFiles.withExtension(annotationFolder, json ? "json" : "mat")) {
      annotations.put(ImageFiles.stem(file), file);
    }
    ListingBuilder listing = new ListingBuilder();
    if (test && entries.stream().noneMatch(entry -> annotations.containsKey(entry.id))) {
      listing.fault(
          Kind.MISSING_ANNOTATION,
          annotationFolder,
          "the annotations of the test images are not published; www.crowdbenchmark.com compares"
              + " counts with them, and val is the division to measure with here");
      return listing.build(name, true);
    }
    Map<String, Path> images = images(name, folder, listing);
    Map<String, Path> listed = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Path image = images.get(entry.id);
      if (image == null) {
        listing.fault(Kind.MISSING_IMAGE, entry.list, entry + " has no image");
      } else if (listed.putIfAbsent(entry.id, image) != null) {
        listing.fault(Kind.SAME_NAME, entry.list, entry + " is there before");
      }
    }
    annotations.keySet().retainAll(listed.keySet());
    Listing paired =
        Pairing.list(
            name,
            test,
            List.copyOf(listed.values()),
            List.copyOf(annotations.values()),
            "",
            "",
            json ? AnnotationReader.nwpuCrowd() : AnnotationReader.annPoints());
    paired.faults().forEach(listing::add);
    paired.images().forEach(listing::add);
    return listing.build(name, test);
  }

  /** A line of a division. */
  private record Entry(Path list, int line, String id) {
    @Override
    public String toString() {
      return "line %d, \"%s\",".formatted(line, TextLines.shown(id));
    }
  }

  private static List<Entry> entries(String dataset, Path list) throws DatasetException {
    List<String> lines;
    try {
      lines = TextLines.read(list);
    } catch (IOException e) {
      throw new DatasetException(
          dataset,
          List.of(
              Files.exists(list)
                  ? list + " cannot be read: " + Opening.reason(e)
                  : "there is no file " + list));
    }
    List<Entry> entries = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        entries.add(new Entry(list, i + 1, lines.get(i).strip().split("\\s+", 2)[0]));
      }
    }
    return entries;
  }

  private static Map<String, Path> images(String dataset, Path folder, ListingBuilder listing)
      throws IOException {
    Map<String, Path> images = new HashMap<>();
    for (Path part : imageFolders(dataset, folder)) {
      for (Path image : ImageFiles.withExtension(part, "jpg")) {
        Path twin = images.putIfAbsent(ImageFiles.stem(image), image);
        if (twin != null) {
          listing.fault(Kind.SAME_NAME, image, "it has the same name as " + twin);
        }
      }
    }
    return images;
  }

  private static List<Path> imageFolders(String dataset, Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      List<Path> folders =
          children
              .filter(child -> ImageFiles.name(child).matches("images(_part.*)?"))
              .filter(Files::isDirectory)
              .sorted()
              .toList();
      if (folders.isEmpty()) {
        throw new DatasetException(
            dataset, List.of(folder + " holds no folder images or images_part1"));
      }
      return folders;
    }
  }
}
