package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A dataset on its way to disk, in a temporary neighbour of the folder that it becomes. */
final class Writing {
  private final CrowdDataset dataset;
  private final Path folder;
  private final WrittenLayout layout;
  private final List<String> names;

  private Writing(CrowdDataset dataset, Path folder, WrittenLayout layout) throws DatasetException {
    this.dataset = dataset;
    this.folder = folder;
    this.layout = layout;
    this.names = FileNames.of(dataset);
  }

  static void write(
      CrowdDataset dataset, Path target, WrittenLayout layout, WritingListener listener)
      throws IOException {
    Path place = target.toAbsolutePath().normalize();
    requireNothingAt(place);
    Path parent = place.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new NoSuchFileException(target.toString(), null, "there is no folder " + parent);
    }
    Path temporary =
        parent.resolve(
            "." + place.getFileName() + "." + UUID.randomUUID() + AtomicFile.TEMPORARY_SUFFIX);
    try {
      new Writing(dataset, temporary, layout).writeAll(listener);
      requireNothingAt(place);
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(temporary);
    }
  }

  private static void requireNothingAt(Path place) throws FileAlreadyExistsException {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          place.toString(), null, "exists already; a dataset is written to a new folder");
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> contents = Files.walk(folder)) {
        for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void writeAll(WritingListener listener) throws IOException {
    Files.createDirectories(folder.resolve(layout.images()));
    Files.createDirectories(folder.resolve(layout.annotations() + "x").getParent());
    List<Annotation> annotations = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException(
            "the thread was interrupted before %s was written".formatted(dataset.id(i)));
      }
      Annotation annotation = writeImage(i);
      if (layout.isOneFile()) {
        annotations.add(annotation);
      } else {
        write(layout.annotations() + names.get(i) + layout.extension(), List.of(annotation));
      }
      listener.imageWritten(i + 1, dataset.size());
    }
    if (layout.isOneFile()) {
      write(layout.annotations(), annotations);
    }
  }

  private void write(String file, List<Annotation> annotations) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(file)))) {
      layout.writer().write(annotations, out);
    }
  }

  /** Writes an image and says what is annotated for it. */
  private Annotation writeImage(int index) throws IOException {
    String name;
    ImageSize size;
    if (dataset instanceof AnnotatedImages files && isTaken(files.file(index))) {
      Path file = files.file(index);
      size = files.imageSize(index);
      name = names.get(index) + "." + (layout.jpegOnly() ? "jpg" : ImageFiles.extension(file));
      Files.copy(file, image(name));
    } else {
      RgbImage image = dataset.image(index);
      size = new ImageSize(image.width(), image.height());
      name = names.get(index) + (layout.jpegOnly() ? ".jpg" : ".png");
      if (layout.jpegOnly()) {
        ImageEncoding.writeJpeg(image, image(name));
      } else {
        ImageEncoding.writePng(image, image(name));
      }
    }
    return new Annotation(name, Optional.of(size), dataset.heads(index));
  }

  private Path image(String name) {
    return folder.resolve(layout.images()).resolve(name);
  }

  private boolean isTaken(Path file) {
    String extension = ImageFiles.extension(file);
    return layout.jpegOnly()
        ? extension.equals("jpg") || extension.equals("jpeg")
        : ImageFiles.isImage(file);
  }
}
