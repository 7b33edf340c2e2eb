package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.KerasVgg16;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.pytorch.PyTorchFile;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Weights as {@code --weights} takes them: safetensors, model files, PyTorch's zip files, or Keras'
 * HDF5.
 */
final class WeightFile {
  private WeightFile() {}

  /** Of a model of two sets, those that are not for pictures of few people. */
  static Map<String, Tensor> tensors(Path file) throws IOException {
    return tensors(file, false);
  }

  /**
   * Reads them.
   *
   * @param sparse whether to take, of a model of two sets, those for pictures of few people
   */
  static Map<String, Tensor> tensors(Path file, boolean sparse) throws IOException {
    if (file.toString().endsWith(".h5")) {
      return KerasVgg16.read(file);
    }
    boolean isPyTorch = file.toString().matches(".*\\.(pth|pt)") || PyTorchFile.isOne(file);
    if (isPyTorch) {
      return PyTorchFile.read(file);
    }
    Safetensors read = Safetensors.readWeights(file);
    if (!read.metadata().containsKey("sparse")) {
      return read.tensors();
    }
    CrowdModel model = ModelFile.read(file);
    return (sparse ? model.sparseOnly() : model.withoutSparse()).weights().tensors();
  }
}
