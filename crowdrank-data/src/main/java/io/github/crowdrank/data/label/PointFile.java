package io.github.crowdrank.data.label;

import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.io.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CSV file of one picture's points. It is replaced as a whole, and only by who has seen what is
 * in it. Safe for use by many threads.
 *
 * <p>What a file of other origin holds beside points would be gone with the first change; such a
 * file is copied to {@code NAME.csv.orig} before, and one that comes later, with other content, to
 * {@code NAME.csv.orig-2} and so on: no copy is ever replaced.
 */
final class PointFile {
  private static final String NO_FILE = "none";

  private final Path file;

  PointFile(Path file) {
    this.file = file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Reads the file.
   *
   * @throws IOException if it is there and cannot be read; the message names it
   */
  synchronized Labels read() throws IOException {
    if (!Files.exists(file)) {
      return new Labels(NO_FILE, null);
    }
    // Points that come while it is read have an older version, so that nobody replaces them unseen.
    String version;
    List<Annotation> annotations;
    try {
      version = version();
      annotations = AnnotationReader.csv().read(file);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + Sentence.of(e), e);
    }
    if (annotations.size() != 1) {
      throw new IOException(
          "%s is about %d images but should be about one".formatted(file, annotations.size()));
    }
    return new Labels(version, annotations.get(0).points());
  }

  /**
   * Replaces the points, or removes the file.
   *
   * @param seen the version that is to be replaced
   * @param points in pixels, or null for no file
   * @return the new version
   * @throws StaleLabelsException if the file is of another version, and does not say the same
   * @throws IOException if it cannot be read or written; it is then as it was, but for the one case
   *     of {@link AtomicFile}
   */
  synchronized String write(String seen, @Nullable List<HeadPoint> points)
      throws IOException, StaleLabelsException {
    Labels old = read();
    byte[] bytes = points == null ? null : csv(points);
    String version = bytes == null ? NO_FILE : version(bytes);
    // A request is repeated when its answer was lost.
    if (version.equals(old.version())) {
      return version;
    }
    if (!old.version().equals(seen)) {
      throw new StaleLabelsException(file);
    }
    try {
      keepForeign(old);
      if (bytes == null) {
        AtomicFile.delete(file);
      } else {
        AtomicFile.write(file, bytes);
      }
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + Sentence.of(e), e);
    }
    return version;
  }

  private void keepForeign(Labels old) throws IOException {
    if (old.points() == null || version(csv(old.points())).equals(old.version())) {
      return;
    }
    byte[] foreign = Files.readAllBytes(file);
    String name = file.getFileName() + ".orig";
    Path copy = file.resolveSibling(name);
    for (int i = 2; Files.exists(copy, LinkOption.NOFOLLOW_LINKS); i++) {
      if (Files.isRegularFile(copy) && Arrays.equals(Files.readAllBytes(copy), foreign)) {
        return;
      }
      copy = file.resolveSibling(name + "-" + i);
    }
    AtomicFile.write(copy, foreign);
  }

  private static byte[] csv(List<HeadPoint> points) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AnnotationWriter.csv().write(List.of(Annotation.of(points)), bytes);
    return bytes.toByteArray();
  }

  private String version() throws IOException {
    MessageDigest digest = Digest.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String version(byte[] bytes) {
    return Digest.sha256(bytes);
  }
}
