package io.github.crowdrank.network;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The convolutions of VGG-16 in an HDF5 file of Keras.
 *
 * <p>Both layouts are read: datasets {@code block1_conv1/block1_conv1_W_1:0} of Keras 1 and {@code
 * block1_conv1/block1_conv1/kernel:0} of later ones, at the root or, as a whole saved model has
 * them, under {@code model_weights}.
 */
public final class KerasVgg16 {
  /** Channels and number of the convolutions of each block. */
  private static final int[][] BLOCKS = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};

  private final Path file;

  private KerasVgg16(Path file) {
    this.file = file;
  }

  /**
   * Reads all convolutions that the file has.
   *
   * @return tensors called {@code conv1_1.weight}, {@code conv1_1.bias} and so on, weights turned
   *     from Keras' HWIO to OIHW; for {@link WeightImport#vgg16}
   * @throws IOException if it cannot be read, is no HDF5 file, has none of these convolutions, or
   *     one of another shape or type; the message names the file and the dataset
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + " is not there or cannot be read");
    }
    return new KerasVgg16(file).read();
  }

  private Map<String, Tensor> read() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (HdfFile hdf = new HdfFile(file)) {
      Group root = hdf;
      if (child(hdf, "model_weights") instanceof Group weights) {
        root = weights;
      }
      int inputs = 3;
      for (int block = 1; block <= BLOCKS.length; block++) {
        int outputs = BLOCKS[block - 1][0];
        for (int i = 1; i <= BLOCKS[block - 1][1]; i++) {
          String theirs = "block" + block + "_conv" + i;
          if (child(root, theirs) instanceof Group group) {
            String ours = "conv" + block + "_" + i;
            float[] kernel = values(weight(group, theirs), 3, 3, inputs, outputs);
            tensors.put(ours + ".weight", turned(kernel, inputs, outputs));
            float[] bias = values(bias(group, theirs), outputs);
            tensors.put(ours + ".bias", new Tensor(List.of(outputs), bias));
          }
          inputs = outputs;
        }
      }
    } catch (RuntimeException e) {
      // All that jhdf throws is unchecked, some of it not even its own.
      throw new IOException(file + " cannot be read as HDF5: " + e.getMessage(), e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      // It allocates whatever a damaged file says.
      throw new IOException(file + " cannot be read as HDF5: " + e, e);
    }
    if (tensors.isEmpty()) {
      throw new IOException(file + " has no group \"block1_conv1\" or other convolution of VGG-16");
    }
    return tensors;
  }

  private @Nullable Node child(Group group, String name) throws IOException {
    Node node = group.getChildren().get(name);
    if (node != null && node.isLink()) {
      throw new IOException(
          "%s: \"%s\" is a link, which is not followed".formatted(file, node.getPath()));
    }
    return node;
  }

  private Dataset weight(Group group, String layer) throws IOException {
    return dataset(group, layer, layer + "_W_1:0", "kernel:0");
  }

  private Dataset bias(Group group, String layer) throws IOException {
    return dataset(group, layer, layer + "_b_1:0", "bias:0");
  }

  private Dataset dataset(Group group, String layer, String older, String newer)
      throws IOException {
    if (child(group, older) instanceof Dataset dataset) {
      return dataset;
    }
    if (child(group, layer) instanceof Group inner
        && child(inner, newer) instanceof Dataset dataset) {
      return dataset;
    }
    throw new IOException(
        "%s: group \"%s\" has neither dataset \"%s\" nor \"%s/%s\""
            .formatted(file, group.getPath(), older, layer, newer));
  }

  private float[] values(Dataset dataset, int... shape) throws IOException {
    if (!Arrays.equals(dataset.getDimensions(), shape) || dataset.getJavaType() != float.class) {
      throw new IOException(
          "%s: dataset \"%s\" should be float %s but is %s %s"
              .formatted(
                  file,
                  dataset.getPath(),
                  Arrays.toString(shape),
                  dataset.getJavaType(),
                  Arrays.toString(dataset.getDimensions())));
    }
    return (float[]) dataset.getDataFlat();
  }

  /** From {@code [3, 3, inputs, outputs]} to {@code [outputs, inputs, 3, 3]}. */
  private static Tensor turned(float[] kernel, int inputs, int outputs) {
    float[] values = new float[kernel.length];
    for (int tap = 0; tap < 9; tap++) {
      for (int i = 0; i < inputs; i++) {
        for (int o = 0; o < outputs; o++) {
          values[(o * inputs + i) * 9 + tap] = kernel[(tap * inputs + i) * outputs + o];
        }
      }
    }
    return new Tensor(List.of(outputs, inputs, 3, 3), values);
  }
}
