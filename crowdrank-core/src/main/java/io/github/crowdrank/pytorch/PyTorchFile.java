package io.github.crowdrank.pytorch;

import io.github.crowdrank.io.ForeignText;
import io.github.crowdrank.io.HeapRoom;
import io.github.crowdrank.network.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads the tensors of a file that {@code torch.save} of PyTorch 1.6 or later wrote, such as {@code
 * torch.save(model.state_dict(), file)}: a zip file with a pickle. Nothing of it is executed: the
 * pickle may hold dictionaries, lists, texts, numbers and tensors, and whatever else it asks for is
 * refused by name.
 */
public final class PyTorchFile {
  private static final int LARGEST_PICKLE = 4 << 20;
  private static final int MOST_TENSORS = 10_000;
  private static final int MOST_ENTRIES = 100_000;
  private static final long MOST_VALUES = 1L << 29;
  private static final int BLOCK = 1 << 20;
  private static final String PICKLE = "data.pkl";

  /** Under which names checkpoints hold the tensors. */
  private static final List<String> NESTED =
      List.of("state_dict", "model_state_dict", "model", "net");

  /** Put before every name by {@code DataParallel}. */
  private static final String PARALLEL = "module.";

  private final String name;
  private final long size;
  private final ZipFile zip;

  private PyTorchFile(String name, long size, ZipFile zip) {
    this.name = name;
    this.size = size;
    this.zip = zip;
  }

  /** Whether a file starts as a zip file does, which the files of no other format here do. */
  public static boolean isOne(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K';
    }
  }

  /**
   * Reads all tensors, as single precision, in file order. Where there are some in a dictionary
   * within the dictionary, {@code state_dict}, {@code model_state_dict}, {@code model} or {@code
   * net}, the first of these that there is, they alone are read; {@code module.} before every name
   * is taken away. Values that are no tensors are left out.
   *
   * @return tensors by name, for {@link io.github.crowdrank.network.WeightImport}
   * @throws PyTorchFormatException if it is no such file, of another kind of PyTorch's, damaged, or
   *     too large for the heap; the message says which
   * @throws IOException if it cannot be read
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    if (!isOne(file)) {
      throw new PyTorchFormatException(
          file
              + " is no zip file, as torch.save writes since PyTorch 1.6; load it with PyTorch and"
              + " save it again: torch.save(torch.load(file), file)",
          null);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new PyTorchFile(file.toString(), Files.size(file), zip).read();
    } catch (PyTorchFormatException e) {
      throw e;
    } catch (PickleException | ZipException | EOFException | IllegalArgumentException e) {
      throw refused(file.toString(), e);
    } catch (OutOfMemoryError e) {
      throw new PyTorchFormatException(file + " does not fit into the heap; raise -Xmx", e);
    }
  }

  private static PyTorchFormatException refused(String name, Exception cause) {
    return new PyTorchFormatException(
        "%s holds no tensors of PyTorch that are read: %s".formatted(name, cause.getMessage()),
        cause);
  }

  private Map<String, Tensor> read() throws IOException {
    ZipEntry pickle = pickle();
    String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    Map<String, StoredTensor> stored =
        withoutPrefix(tensors(TensorPickle.read(bytes(pickle, LARGEST_PICKLE))));
    long bytes = 0;
    for (StoredTensor.Storage storage :
        stored.values().stream().map(StoredTensor::storage).distinct().toList()) {
      bytes += entry(folder, storage).getSize();
    }
    requireApart(bytes);
    requireRoom(stored);
    ByteOrder order = byteOrder(folder);
    Map<StoredTensor.Storage, List<String>> byStorage = new LinkedHashMap<>();
    stored.forEach(
        (tensor, view) ->
            byStorage.computeIfAbsent(view.storage(), key -> new ArrayList<>()).add(tensor));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    stored.keySet().forEach(tensor -> tensors.put(tensor, new Tensor(List.of(0), new float[0])));
    for (Map.Entry<StoredTensor.Storage, List<String>> entry : byStorage.entrySet()) {
      float[] values = values(folder, entry.getKey(), order);
      for (String tensor : entry.getValue()) {
        StoredTensor view = Objects.requireNonNull(stored.get(tensor));
        tensors.put(tensor, new Tensor(view.shape(), view.values(values)));
      }
    }
    return tensors;
  }

  private ZipEntry pickle() {
    List<String> names = zip.stream().limit(MOST_ENTRIES + 1L).map(ZipEntry::getName).toList();
    List<String> found =
        names.stream().filter(entry -> entry.matches("([^/]+/)?" + Pattern.quote(PICKLE))).toList();
    boolean isProgram = names.stream().anyMatch(entry -> entry.endsWith("constants.pkl"));
    if (found.size() != 1 || isProgram || names.size() > MOST_ENTRIES) {
      throw new PickleException(
          isProgram
              ? "it is a program of TorchScript; save its state_dict"
              : "it has %d entries, %d of them called %s, but torch.save writes one and up to %d in all"
                  .formatted(names.size(), found.size(), PICKLE, MOST_ENTRIES));
    }
    return zip.getEntry(found.get(0));
  }

  private Map<String, StoredTensor> tensors(Object root) {
    if (!(root instanceof Map<?, ?> map)) {
      throw new PickleException("it holds no dictionary of tensors");
    }
    Map<String, StoredTensor> tensors = Map.of();
    for (String key : NESTED) {
      if (tensors.isEmpty() && map.get(key) instanceof Map<?, ?> nested) {
        tensors = tensorsOf(nested);
      }
    }
    if (tensors.isEmpty()) {
      tensors = tensorsOf(map);
    }
    if (tensors.isEmpty() || tensors.size() > MOST_TENSORS) {
      throw new PickleException(
          "it holds %d tensors but has to have 1 to %d, by name or under %s"
              .formatted(tensors.size(), MOST_TENSORS, NESTED));
    }
    return tensors;
  }

  private static Map<String, StoredTensor> tensorsOf(Map<?, ?> map) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (key instanceof String tensor && value instanceof StoredTensor stored) {
            tensors.put(tensor, stored);
          }
        });
    return tensors;
  }

  private static Map<String, StoredTensor> withoutPrefix(Map<String, StoredTensor> tensors) {
    if (!tensors.keySet().stream().allMatch(tensor -> tensor.startsWith(PARALLEL))) {
      return tensors;
    }
    Map<String, StoredTensor> shorter = new LinkedHashMap<>();
    tensors.forEach((tensor, view) -> shorter.put(tensor.substring(PARALLEL.length()), view));
    return shorter;
  }

  /** Entries may lie on the same bytes; torch.save writes none that do. */
  private void requireApart(long bytes) {
    if (bytes > size) {
      throw new PickleException(
          "its storages have %d bytes but the file has %d".formatted(bytes, size));
    }
  }

  private void requireRoom(Map<String, StoredTensor> tensors) throws PyTorchFormatException {
    long values = 0;
    long largest = 0;
    for (StoredTensor tensor : tensors.values()) {
      values += tensor.size();
      largest = Math.max(largest, tensor.storage().count());
    }
    long bytes = Float.BYTES * (values + largest);
    if (values + largest > MOST_VALUES || !HeapRoom.isFor(bytes)) {
      throw new PyTorchFormatException(
          "the tensors of %s need %d MiB but at most %d are read, and %d MiB of heap are free; raise -Xmx"
              .formatted(
                  name, bytes >> 20, (Float.BYTES * MOST_VALUES) >> 20, HeapRoom.free() >> 20),
          null);
    }
  }

  private ByteOrder byteOrder(String folder) throws IOException {
    ZipEntry entry = zip.getEntry(folder + "byteorder");
    if (entry == null) {
      // Files from before the entry was introduced are of little-endian machines, as far as known.
      return ByteOrder.LITTLE_ENDIAN;
    }
    String order = new String(bytes(entry, 16), StandardCharsets.US_ASCII);
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new PickleException("its byteorder is \"%s\"".formatted(ForeignText.shown(order)));
    };
  }

  /** The values of a storage, which the file has to have as the pickle says. */
  private ZipEntry entry(String folder, StoredTensor.Storage storage) {
    String entryName = folder + "data/" + storage.key();
    ZipEntry entry = zip.getEntry(entryName);
    int bytes = storage.type().bytes();
    if (entry == null || entry.getSize() != storage.count() * bytes || entry.getSize() > size) {
      throw new PickleException(
          "entry \"%s\" should have %d values of %d bytes but %s"
              .formatted(
                  ForeignText.shown(entryName),
                  storage.count(),
                  bytes,
                  entry == null ? "is missing" : "has " + entry.getSize() + " bytes"));
    }
    return entry;
  }

  private float[] values(String folder, StoredTensor.Storage storage, ByteOrder order)
      throws IOException {
    ZipEntry entry = entry(folder, storage);
    int bytes = storage.type().bytes();
    float[] values = new float[(int) storage.count()];
    try (CheckedInputStream in = open(entry)) {
      int perBlock = BLOCK / bytes;
      for (int from = 0; from < values.length; from += perBlock) {
        int count = Math.min(perBlock, values.length - from);
        ByteBuffer block = ByteBuffer.wrap(in.readNBytes(count * bytes)).order(order);
        if (block.remaining() != count * bytes) {
          throw new PickleException("entry \"%s\" ends too early".formatted(named(entry)));
        }
        for (int i = from; i < from + count; i++) {
          values[i] = storage.type().get(block);
        }
      }
      requireUndamaged(entry, in);
    }
    return values;
  }

  private byte[] bytes(ZipEntry entry, int most) throws IOException {
    try (CheckedInputStream in = open(entry)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new PickleException(
            "entry \"%s\" has more than %d bytes".formatted(named(entry), most));
      }
      requireUndamaged(entry, in);
      return bytes;
    }
  }

  private static String named(ZipEntry entry) {
    return ForeignText.shown(entry.getName());
  }

  /** Compressed entries could be of any size; torch.save writes none. */
  private CheckedInputStream open(ZipEntry entry) throws IOException {
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new PickleException(
          "entry \"%s\" is compressed, which torch.save never does".formatted(named(entry)));
    }
    return new CheckedInputStream(zip.getInputStream(entry), new CRC32());
  }

  /** Java checks the sums of compressed entries alone. The entry was read to its end. */
  private static void requireUndamaged(ZipEntry entry, CheckedInputStream read) {
    long found = read.getChecksum().getValue();
    if (found != entry.getCrc()) {
      throw new PickleException(
          ("entry \"%s\" is damaged: its CRC-32 should be %08x but is %08x; where torch.save was told"
                  + " to compute none, save the file again with"
                  + " torch.serialization.set_crc32_options(True)")
              .formatted(named(entry), entry.getCrc(), found));
    }
  }
}
