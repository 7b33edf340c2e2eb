package io.github.crowdrank.safetensors;

import io.github.crowdrank.network.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file: tensors and string metadata by name, in file order. Immutable
 * but for the arrays of its tensors.
 *
 * @param metadata free text by key; the file's {@code __metadata__}
 * @param tensors the tensors
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  /** Copies the maps. */
  public Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Reads a file.
   *
   * @throws SafetensorsException if the file is not valid safetensors, or holds numbers other than
   *     F32, F16 and BF16; the message names the file and the field
   * @throws IOException if it cannot be read
   */
  public static Safetensors read(Path file) throws IOException {
    return SafetensorsReader.read(file, false);
  }

  /**
   * Reads weights that somebody else wrote: as {@link #read(Path)}, but tensors of whole numbers
   * and truth values, such as the counters of PyTorch's batch normalisation, are left out.
   *
   * @throws SafetensorsException as for {@link #read(Path)}, but for such tensors
   * @throws IOException if it cannot be read
   */
  public static Safetensors readWeights(Path file) throws IOException {
    return SafetensorsReader.read(file, true);
  }

  /**
   * Reads a stream to its end.
   *
   * @param name what to call the stream in errors
   * @throws SafetensorsException as for {@link #read(Path)}
   * @throws IOException if it cannot be read
   */
  public static Safetensors read(InputStream stream, String name) throws IOException {
    return SafetensorsReader.read(stream, name);
  }

  /**
   * Writes a file: to a temporary neighbour first, forced to disk, then moved into place, so that
   * the file is either the old or the new one whatever happens in between.
   *
   * @throws IOException if it cannot be written; an older file of this name is then untouched
   */
  public void write(Path file, NumberFormat format) throws IOException {
    SafetensorsWriter.write(this, file, format);
  }
}
