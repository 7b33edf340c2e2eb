package io.github.crowdrank.examples.cli;

import io.github.crowdrank.network.KerasVgg16;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.pytorch.PyTorchFile;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Weights as {@code --weights} takes them: safetensors, PyTorch's zip files, or Keras' HDF5. */
final class WeightFile {
  private WeightFile() {}

  static Map<String, Tensor> tensors(Path file) throws IOException {
    if (file.toString().endsWith(".h5")) {
      return KerasVgg16.read(file);
    }
    boolean isPyTorch = file.toString().matches(".*\\.(pth|pt)") || PyTorchFile.isOne(file);
    return isPyTorch ? PyTorchFile.read(file) : Safetensors.readWeights(file).tensors();
  }
}
