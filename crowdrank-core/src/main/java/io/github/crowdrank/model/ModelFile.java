package io.github.crowdrank.model;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.NetworkSpecJson;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes models. A model file is a valid safetensors file and nothing else: data, never
 * code. A model whose network is a graph in ONNX's format is a valid ONNX file instead, with the
 * same metadata under keys such as {@code crowdrank.card}; its {@code network} is {@code {"name":
 * ..., "stride": ..., "sizeMultiple": ..., "receptiveField": [top, left, bottom, right],
 * "bytesPerPixel": ..., "densityScale": ...}}, and its checksum is of the metadata and of the file
 * without any. Which of the two a file is is told by its first bytes.
 *
 * <p>Of a safetensors file the tensors are the network's parameters by name, and where there is an
 * entry {@code sparse} those in which the further weights differ once more, with {@code sparse/}
 * before the name; its metadata are
 *
 * <ul>
 *   <li>{@code format}: {@code crowdrank}
 *   <li>{@code format_version}: {@code 1.0}, major and minor. Another major version is refused; a
 *       later minor one may add what this version can ignore
 *   <li>{@code network}: {@link NetworkSpecJson}
 *   <li>{@code preprocessing}: {@code {"order": "RGB", "mean": [...], "scale": [...]}}
 *   <li>{@code card}: {@code {"name": ..., "description": ..., "facts": {...}}}
 *   <li>{@code calibration}, only if there is one: {@code {"curve": [[estimate, count], ...],
 *       "intervals": {"score": "views 1", "scores": [...]}}}, either or both; see {@link
 *       Calibration}. Scores of another name, made of views this version does not know, are refused
 *   <li>{@code sparse}, only if there are further weights for pictures of few people: {@code
 *       {"glance": 288, "limit": 0.3}}; see {@link SparseExpert}
 *   <li>{@code sha256}: a checksum in lower-case hexadecimal digits of all other metadata and of
 *       all weights, so that a damaged file never counts. In Python:
 * </ul>
 *
 * <pre>{@code
 * with safetensors.safe_open("model.crowdrank", "np") as f:
 *     h = hashlib.sha256()
 *     for key, text in sorted(f.metadata().items()):
 *         if key != "sha256":
 *             h.update(key.encode() + b"\0" + text.encode() + b"\0")
 *     for name in sorted(f.keys()):
 *         h.update(f.get_tensor(name).astype("<f4").tobytes())
 * }</pre>
 */
public final class ModelFile {
  private static final String FORMAT = "crowdrank";

  private final ModelEntries entries;
  private final Safetensors file;

  private ModelFile(String name, Safetensors file) {
    this.entries = new ModelEntries(name, "", file.metadata());
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws io.github.crowdrank.safetensors.SafetensorsException if it is not valid safetensors
   * @throws ModelFormatException if it holds no model, one of another major version, or a damaged
   *     one
   * @throws IOException if it cannot be read
   */
  public static CrowdModel read(Path file) throws IOException {
    return read(
        file.toString(),
        () ->
            startsAsOnnx(file)
                ? OnnxModelFile.read(file)
                : new ModelFile(file.toString(), Safetensors.read(file)).model());
  }

  private static boolean startsAsOnnx(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return OnnxModelFile.startsAs(in.readNBytes(Long.BYTES));
    }
  }

  /**
   * Reads a stream to its end; it is not closed.
   *
   * @param name what to call the stream in errors
   * @throws IOException as for {@link #read(Path)}
   */
  public static CrowdModel read(InputStream stream, String name) throws IOException {
    return read(
        name,
        () -> {
          PushbackInputStream whole = new PushbackInputStream(stream, Long.BYTES);
          byte[] start = whole.readNBytes(Long.BYTES);
          whole.unread(start);
          return OnnxModelFile.startsAs(start)
              ? OnnxModelFile.read(whole, name)
              : new ModelFile(name, Safetensors.read(whole, name)).model();
        });
  }

  /** Where a model comes from. */
  @FunctionalInterface
  private interface Source {
    CrowdModel read() throws IOException;
  }

  private static CrowdModel read(String name, Source source) throws IOException {
    ModelLoadEvent event = new ModelLoadEvent();
    event.begin();
    CrowdModel model = source.read();
    if (event.shouldCommit()) {
      event.source = name;
      event.network = model.network().name();
      event.parameters = model.network().parameterCount();
      event.commit();
    }
    return model;
  }

  /**
   * Writes a file with weights in single precision.
   *
   * @throws IllegalArgumentException if a weight is not finite, or the file could not be read again
   * @throws IOException if it cannot be written; an older file of this name is then untouched
   */
  public static void write(CrowdModel model, Path file) throws IOException {
    write(model, file, NumberFormat.F32);
  }

  /**
   * Writes a file. Reading it gives the weights as {@link NumberFormat#round} rounds them.
   *
   * @throws IllegalArgumentException if a weight is not finite or too large for the format, or the
   *     network is a graph in ONNX's format, which is stored as it is, and the format is another
   *     one than F32, or the file could not be read again: the network's name is empty or longer
   *     than 256 characters, say, or a graph has no version
   * @throws IOException if it cannot be written; an older file of this name is then untouched
   */
  public static void write(CrowdModel model, Path file, NumberFormat format) throws IOException {
    Optional<Layer.Onnx> graph = model.network().onnx();
    if (graph.isPresent()) {
      requireStoredAsItIs(model, format);
      OnnxModelFile.write(model, graph.get(), file);
      return;
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.putAll(ModelEntries.of(model, readable(NetworkSpecJson.toJson(model.network()))));
    Map<String, Tensor> tensors = ModelTensors.of(model, format);
    metadata.put(Checksum.KEY, Checksum.of(metadata, tensors));
    new Safetensors(metadata, tensors).write(file, format);
  }

  /** Refuses what {@link #read} would refuse: a name too long, too many layers. */
  private static String readable(String network) {
    NetworkSpecJson.fromJson(network);
    return network;
  }

  /**
   * The model as it is read again after it was written in a format, to be measured before.
   *
   * @throws IllegalArgumentException if a weight is not finite or too large for the format, or the
   *     network is a graph in ONNX's format and the format is another one than F32
   */
  public static CrowdModel rounded(CrowdModel model, NumberFormat format) {
    if (model.network().onnx().isPresent()) {
      requireStoredAsItIs(model, format);
      return model;
    }
    NetworkSpec network = model.network();
    return new CrowdModel(
        network,
        ModelTensors.rounded(model.weights(), network, format),
        model.preprocessing(),
        model.card(),
        model.calibration(),
        model
            .sparse()
            .map(expert -> expert.with(ModelTensors.rounded(expert.weights(), network, format))));
  }

  private static void requireStoredAsItIs(CrowdModel model, NumberFormat format) {
    if (format != NumberFormat.F32) {
      throw new IllegalArgumentException(
          "network \"%s\" is a graph in ONNX's format, which is stored as it is and not as %s"
              .formatted(model.network().name(), format));
    }
  }

  private CrowdModel model() throws ModelFormatException {
    requireFormat();
    entries.requireVersion();
    entries.requireChecksum(Checksum.of(file.metadata(), file.tensors()));
    NetworkSpec network = entries.parse("network", NetworkSpecJson::fromJson);
    Preprocessing preprocessing = entries.parse("preprocessing", ModelJson::preprocessing);
    ModelCard card = entries.parse("card", ModelJson::card);
    Calibration calibration = entries.calibration();
    ModelTensors tensors = new ModelTensors(entries, network, file.tensors());
    try {
      Weights own = tensors.own();
      Optional<SparseExpert> sparse =
          entries.hasSparse() ? Optional.of(entries.sparse(tensors.sparse())) : Optional.empty();
      return new CrowdModel(network, own, preprocessing, card, calibration, sparse);
    } catch (IllegalArgumentException e) {
      throw entries.refused(e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw entries.refused("its weights do not fit into the heap; raise -Xmx", e);
    }
  }

  private void requireFormat() throws ModelFormatException {
    String format = entries.text("format");
    if (!format.equals(FORMAT)) {
      throw entries.refused(
          "format is \"%s\" but has to be \"%s\"".formatted(format, FORMAT), null);
    }
  }
}
