package io.github.crowdrank.train;

import io.github.crowdrank.io.Digest;
import io.github.crowdrank.io.HeapRoom;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A state as a safetensors file that holds a checksum of everything in it. */
final class CheckpointFile {
  static final String CHECKSUM = "sha256";

  private static final String FORMAT = "crowdrank-checkpoint 2";

  /** It had one mean of gradient lengths for all kinds of steps; still read. */
  private static final String FIRST_FORMAT = "crowdrank-checkpoint 1";

  private CheckpointFile() {}

  /** The content of a file is not what was written. */
  static final class Damage extends IOException {
    private static final long serialVersionUID = 1L;

    Damage(String message) {
      super(message);
    }
  }

  /** Writes a file, which is whole or not there. */
  static void write(TrainingState state, Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "weights", state.weights());
    put(tensors, "updater", state.updater());
    put(tensors, "average", state.average());
    put(tensors, "best", state.best());
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("step", Integer.toString(state.step()));
    metadata.put("validated", Integer.toString(state.validated()));
    metadata.put("best_error", Double.toString(state.bestError()));
    GradientMeans means = state.gradientMeans();
    metadata.put("gradient_mean_counting", Double.toString(means.counting()));
    metadata.put("gradient_mean_ranking", Double.toString(means.ranking()));
    metadata.put("gradient_mean_both", Double.toString(means.both()));
    metadata.put("skipped_in_a_row", Integer.toString(state.skippedInARow()));
    put(metadata, "counting", state.counting());
    put(metadata, "ranking", state.ranking());
    metadata.put("validations", ValidationText.write(state.validations()));
    metadata.put("fingerprint", state.fingerprint());
    String arithmetic = state.arithmetic();
    if (arithmetic != null) {
      metadata.put("arithmetic", arithmetic);
    }
    metadata.put(CHECKSUM, checksum(metadata, tensors));
    new Safetensors(metadata, tensors).write(file, NumberFormat.F32);
  }

  private static void put(Map<String, Tensor> tensors, String name, float @Nullable [] values) {
    if (values != null) {
      tensors.put(name, new Tensor(List.of(values.length), values));
    }
  }

  private static void put(Map<String, String> metadata, String task, LossScale scale) {
    metadata.put(task + "_steps", Integer.toString(scale.steps()));
    metadata.put(task + "_largest", Double.toString(scale.largest()));
    metadata.put(task + "_second", Double.toString(scale.second()));
    metadata.put(task + "_third", Double.toString(scale.third()));
  }

  /**
   * Reads a file.
   *
   * @throws io.github.crowdrank.safetensors.SafetensorsException if it is not valid safetensors
   * @throws Damage if its content is not what its checksum says, or lacks something
   * @throws IOException if it cannot be read, does not fit into the heap or is of another version
   * @throws IllegalArgumentException if a number in it is none
   */
  static TrainingState read(Path file) throws IOException {
    long bytes = Files.size(file);
    if (!HeapRoom.isFor(bytes)) {
      throw new IOException(
          "it needs %d MiB but %d MiB of heap are free; raise -Xmx"
              .formatted(bytes >> 20, HeapRoom.free() >> 20));
    }
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = content.metadata();
    String format = text(metadata, "format");
    if (!format.equals(FORMAT) && !format.equals(FIRST_FORMAT)) {
      throw new IOException(
          "its format is \"%s\" but this version reads \"%s\" and \"%s\""
              .formatted(format, FIRST_FORMAT, FORMAT));
    }
    if (!checksum(metadata, content.tensors()).equals(metadata.get(CHECKSUM))) {
      throw new Damage("its checksum does not match its content");
    }
    Tensor weights = content.tensors().get("weights");
    Tensor updater = content.tensors().get("updater");
    Tensor average = content.tensors().get("average");
    Tensor best = content.tensors().get("best");
    if (weights == null || updater == null) {
      throw new Damage("it holds no weights or no updater state");
    }
    return new TrainingState(
        Integer.parseInt(text(metadata, "step")),
        Integer.parseInt(text(metadata, "validated")),
        weights.values(),
        updater.values(),
        average == null ? null : average.values(),
        best == null ? null : best.values(),
        Double.parseDouble(text(metadata, "best_error")),
        gradientMeans(metadata),
        Integer.parseInt(metadata.getOrDefault("skipped_in_a_row", "0")),
        scale(metadata, "counting"),
        scale(metadata, "ranking"),
        ValidationText.read(metadata.getOrDefault("validations", "")),
        text(metadata, "fingerprint"),
        metadata.get("arithmetic"));
  }

  private static GradientMeans gradientMeans(Map<String, String> metadata) throws IOException {
    if (text(metadata, "format").equals(FIRST_FORMAT)) {
      return GradientMeans.ofOneMean(
          Double.parseDouble(text(metadata, "gradient_mean")),
          scale(metadata, "counting").steps() > 0,
          scale(metadata, "ranking").steps() > 0);
    }
    return new GradientMeans(
        Double.parseDouble(text(metadata, "gradient_mean_counting")),
        Double.parseDouble(text(metadata, "gradient_mean_ranking")),
        Double.parseDouble(text(metadata, "gradient_mean_both")));
  }

  private static LossScale scale(Map<String, String> metadata, String task) {
    // Older versions kept the largest loss alone, and measured by it.
    String largest = metadata.getOrDefault(task + "_largest", "0");
    return new LossScale(
        Integer.parseInt(metadata.getOrDefault(task + "_steps", "0")),
        Double.parseDouble(largest),
        Double.parseDouble(metadata.getOrDefault(task + "_second", largest)),
        Double.parseDouble(metadata.getOrDefault(task + "_third", largest)));
  }

  private static String text(Map<String, String> metadata, String key) throws IOException {
    String value = metadata.get(key);
    if (value == null) {
      throw new Damage("its entry \"" + key + "\" is missing");
    }
    return value;
  }

  static String checksum(Map<String, String> metadata, Map<String, Tensor> tensors) {
    MessageDigest digest = Digest.sha256();
    for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
      if (!entry.getKey().equals(CHECKSUM)) {
        digest.update(entry.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
      float[] values = entry.getValue().values();
      ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : values) {
        block.putFloat(value);
        if (!block.hasRemaining()) {
          digest.update(block.flip());
          block.clear();
        }
      }
      digest.update(block.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
