package io.github.crowdrank.train;

import io.github.crowdrank.io.AtomicFile;
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
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints in a folder, one file each. A file is whole or not there, and the newest one whose
 * checksum verifies is taken, so a killed process loses the steps since its last checkpoint and no
 * more.
 */
final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final String SUFFIX = ".checkpoint";
  private static final String CHECKSUM = "sha256";
  private static final int KEPT = 2;

  private final Path folder;

  private CheckpointStore(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, which is made if need be, and removes what a killed writer left behind. */
  static CheckpointStore open(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (isTemporary(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
    return new CheckpointStore(folder);
  }

  private static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".step-") && name.endsWith(AtomicFile.TEMPORARY_SUFFIX);
  }

  /** Saves a state and removes all but the newest ones. */
  Path save(TrainingState state) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "weights", state.weights());
    put(tensors, "updater", state.updater());
    put(tensors, "average", state.average());
    put(tensors, "best", state.best());
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "crowdrank-checkpoint 1");
    metadata.put("step", Integer.toString(state.step()));
    metadata.put("validated", Integer.toString(state.validated()));
    metadata.put("best_error", Double.toString(state.bestError()));
    metadata.put("gradient_mean", Double.toString(state.gradientMean()));
    metadata.put("fingerprint", state.fingerprint());
    metadata.put(CHECKSUM, checksum(metadata, tensors));
    Path file = folder.resolve("step-%010d%s".formatted(state.step(), SUFFIX));
    new Safetensors(metadata, tensors).write(file, NumberFormat.F32);
    for (Path old : newestFirst().stream().skip(KEPT).toList()) {
      Files.deleteIfExists(old);
    }
    return file;
  }

  private static void put(Map<String, Tensor> tensors, String name, float @Nullable [] values) {
    if (values != null) {
      tensors.put(name, new Tensor(List.of(values.length), values));
    }
  }

  /** A state and the file it came from. */
  record Found(TrainingState state, Path file) {}

  /** The newest state that can be read whole, null if there is none. */
  @Nullable Found newest() throws IOException {
    for (Path file : newestFirst()) {
      try {
        return new Found(read(file), file);
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("checkpoint {} is passed over: {}", file, e.getMessage());
      }
    }
    return null;
  }

  private static TrainingState read(Path file) throws IOException {
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = content.metadata();
    if (!checksum(metadata, content.tensors()).equals(metadata.get(CHECKSUM))) {
      throw new IOException("its checksum does not match its content");
    }
    Tensor weights = content.tensors().get("weights");
    Tensor updater = content.tensors().get("updater");
    Tensor average = content.tensors().get("average");
    Tensor best = content.tensors().get("best");
    if (weights == null || updater == null) {
      throw new IOException("it holds no weights or no updater state");
    }
    return new TrainingState(
        Integer.parseInt(text(metadata, "step")),
        Integer.parseInt(text(metadata, "validated")),
        weights.values(),
        updater.values(),
        average == null ? null : average.values(),
        best == null ? null : best.values(),
        Double.parseDouble(text(metadata, "best_error")),
        Double.parseDouble(text(metadata, "gradient_mean")),
        text(metadata, "fingerprint"));
  }

  private static String text(Map<String, String> metadata, String key) throws IOException {
    String value = metadata.get(key);
    if (value == null) {
      throw new IOException("its entry \"" + key + "\" is missing");
    }
    return value;
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("step-\\d{10}\\" + SUFFIX))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private static String checksum(Map<String, String> metadata, Map<String, Tensor> tensors) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
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
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
