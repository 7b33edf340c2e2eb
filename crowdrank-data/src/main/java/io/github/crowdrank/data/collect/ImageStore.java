package io.github.crowdrank.data.collect;

import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.io.Digest;
import io.github.crowdrank.io.LockFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a collection: pictures under the hash of their content, and the manifest. A picture
 * is written before its line, so a process that is killed in between leaves a picture that the next
 * one writes again, byte for byte the same. One process at a time may have a folder open.
 */
final class ImageStore implements AutoCloseable {
  private static final String LOCK = ".manifest.lock";

  /** What {@link AtomicFile} leaves of a picture or manifest when it is killed. */
  private static final Pattern TEMPORARY =
      Pattern.compile(
          "\\.(manifest\\.jsonl|[a-z0-9-]+-[0-9a-f]{32}\\.[a-z]{3})\\.[0-9a-f-]{36}"
              + Pattern.quote(AtomicFile.TEMPORARY_SUFFIX));

  private static final int NAME_DIGITS = 32;

  private final Path folder;
  private final LockFile lock;
  private final FileOutputStream manifest;
  private final Map<String, String> keywords = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Map<String, Integer> kept = new HashMap<>();

  private ImageStore(Path folder, LockFile lock, FileOutputStream manifest) {
    this.folder = folder;
    this.lock = lock;
    this.manifest = manifest;
  }

  /**
   * Opens a folder, which is made if need be, and verifies the pictures in it.
   *
   * @throws IOException if another process has it open or its manifest is unsound
   */
  static ImageStore open(Path folder) throws IOException {
    Files.createDirectories(folder);
    LockFile lock = lock(folder);
    try {
      removeTemporaries(folder);
      Path file = folder.resolve(CollectionManifest.FILE);
      byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      CollectionManifest known = CollectionManifest.parse(file, content);
      int whole = CollectionManifest.wholeLines(content);
      if (whole < content.length) {
        AtomicFile.write(file, Arrays.copyOf(content, whole));
      }
      List<CollectedImage> images = new ArrayList<>();
      for (CollectedImage image : known.images()) {
        if (isWhole(folder, image)) {
          images.add(image);
        }
      }
      // Last: nothing that fails after it would close it.
      ImageStore store = new ImageStore(folder, lock, new FileOutputStream(file.toFile(), true));
      images.forEach(store::add);
      known.dropped().forEach(store::add);
      return store;
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static LockFile lock(Path folder) throws IOException {
    return LockFile.tryTake(folder.resolve(LOCK))
        .orElseThrow(() -> new IOException(folder + " is in use by another collection"));
  }

  private static void removeTemporaries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (TEMPORARY.matcher(file.getFileName().toString()).matches()) {
          Files.delete(file);
        }
      }
    }
  }

  private static boolean isWhole(Path folder, CollectedImage image) throws IOException {
    Path file = folder.resolve(image.file());
    return Files.isRegularFile(file)
        && Files.size(file) == image.bytes()
        && Digest.sha256(Files.readAllBytes(file)).equals(image.sha256());
  }

  private void add(CollectedImage image) {
    keywords.put(CollectionManifest.key(image.source(), image.id()), image.keyword());
    files.put(image.sha256(), image.file());
    kept.merge(image.keyword(), 1, Integer::sum);
  }

  private void add(DroppedImage image) {
    keywords.putIfAbsent(CollectionManifest.key(image.source(), image.id()), image.keyword());
  }

  /** The keyword that a picture was found by if it need not be downloaded again, else null. */
  @Nullable String keyword(String source, String id) {
    return keywords.get(CollectionManifest.key(source, id));
  }

  /** The file with this content, null if there is none. */
  @Nullable String file(String sha256) {
    return files.get(sha256);
  }

  /** How many pictures of a keyword are kept. */
  int kept(String keyword) {
    return kept.getOrDefault(keyword, 0);
  }

  /** The name of a picture, by its content and its first byte. */
  static String fileName(String source, String sha256, byte[] content) {
    String extension =
        switch (content[0]) {
          case (byte) 0xff -> "jpg";
          case (byte) 0x89 -> "png";
          case 'G' -> "gif";
          default -> "bmp";
        };
    return "%s-%s.%s".formatted(source, sha256.substring(0, NAME_DIGITS), extension);
  }

  void keep(CollectedImage image, byte[] content) throws IOException {
    AtomicFile.write(folder.resolve(image.file()), content);
    append(ManifestLine.of(image));
    add(image);
  }

  /** Remembers that a picture need not be downloaded again. */
  void drop(DroppedImage image) throws IOException {
    append(ManifestLine.of(image));
    add(image);
  }

  private void append(String line) throws IOException {
    manifest.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    manifest.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      manifest.close();
    }
  }
}
