package io.github.crowdrank.examples.spark;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.io.HeapRoom;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A model on its way to the executors: the bytes of its file. Immutable. */
final class ShippedModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A graph in ONNX's format has less than 2 GiB, and Java's arrays have a little less. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private final byte[] bytes;
  private final String fingerprint;

  private ShippedModel(byte[] bytes, String name) throws IOException {
    this.bytes = bytes;
    Optional<Layer.Onnx> graph =
        ModelFile.read(new ByteArrayInputStream(bytes), name).network().onnx();
    this.fingerprint =
        Objects.requireNonNull(
            graph.isPresent()
                ? graph.get().graph().metadata().get("crowdrank.sha256")
                : Safetensors.read(new ByteArrayInputStream(bytes), name).metadata().get("sha256"));
  }

  /** The model that comes with the library. */
  static ShippedModel bundled() throws IOException {
    java.nio.file.Path file = Files.createTempFile("bundled", ".crowdrank");
    try {
      ModelFile.write(BundledModel.COMPACT.load(), file);
      return new ShippedModel(Files.readAllBytes(file), "the bundled model");
    } finally {
      Files.delete(file);
    }
  }

  /**
   * A model file of any file system, of which no more is read than it says it has.
   *
   * @throws IOException if it cannot be read, is too large or holds no model; the message says why
   */
  static ShippedModel read(String file, Configuration configuration) throws IOException {
    Path path = new Path(file);
    FileSystem system = path.getFileSystem(configuration);
    long size = system.getFileStatus(path).getLen();
    // Its bytes are kept beside the model that is read from them.
    if (size > MOST_BYTES || !HeapRoom.isFor(2 * size)) {
      throw new IOException(
          "%s has %d MiB but a model file has less than 2048 and takes twice its size, for which %d MiB of heap are free; raise the memory of the driver"
              .formatted(file, size >> 20, HeapRoom.free() >> 20));
    }
    byte[] bytes;
    try (InputStream in = system.open(path)) {
      bytes = in.readNBytes((int) size + 1);
    }
    if (bytes.length != size) {
      throw new IOException(
          "%s has %d bytes by its file system but %s came; is it a file, and whole?"
              .formatted(file, size, bytes.length > size ? "more" : bytes.length));
    }
    return new ShippedModel(bytes, file);
  }

  /** The SHA-256 that a model file holds of all its content. */
  String fingerprint() {
    return fingerprint;
  }

  CrowdCounter counter() {
    try {
      return CrowdCounter.load(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
