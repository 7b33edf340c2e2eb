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
import java.util.Optional;

/**
 * Weights as {@code --weights} takes them: safetensors, model files, PyTorch's zip files, or Keras'
 * HDF5.
 *
 * @param tensors by name; of a model of two sets, those that are not for pictures of few people
 * @param twoSets the model of two sets that the file is, if it is one
 */
record WeightFile(Map<String, Tensor> tensors, Optional<CrowdModel> twoSets) {
  static WeightFile read(Path file) throws IOException {
    if (file.toString().endsWith(".h5")) {
      return new WeightFile(KerasVgg16.read(file), Optional.empty());
    }
    boolean isPyTorch = file.toString().matches(".*\\.(pth|pt)") || PyTorchFile.isOne(file);
    if (isPyTorch) {
      return new WeightFile(PyTorchFile.read(file), Optional.empty());
    }
    Safetensors read = Safetensors.readWeights(file);
    if (!read.metadata().containsKey("sparse")) {
      return new WeightFile(read.tensors(), Optional.empty());
    }
    CrowdModel model = ModelFile.read(file);
    return new WeightFile(model.weights().tensors(), Optional.of(model));
  }

  /** Of a model of two sets, the tensors for pictures of few people. */
  Map<String, Tensor> sparseTensors() {
    return twoSets.map(model -> model.sparseOnly().weights().tensors()).orElse(tensors);
  }
}
