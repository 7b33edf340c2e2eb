package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a model file of weights and a card. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description = "Makes a model file of weights (safetensors or a model file) and a card.")
final class PackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private NetworkChoice network = NetworkChoice.MOBILENET;

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "tensors named as the network's parameters")
  private Path weights;

  @Option(names = "--card", required = true, paramLabel = "FILE", description = "JSON of strings")
  private Path card;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description =
          "multiplies every count: the weights and the bias of the last layer (default:"
              + " ${DEFAULT-VALUE})")
  private double scale = 1;

  @Option(names = "--half", description = "stores half precision, half the size")
  private boolean half;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the model file")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "--scale is positive and finite but was " + scale);
    }
    NetworkSpec counter = network.spec();
    Weights read = Weights.of(counter, Safetensors.read(weights).tensors());
    CrowdModel model =
        new CrowdModel(
            counter,
            Weights.of(counter, scaled(read.tensors(), counter.output().name())),
            network.preprocessing(),
            CardFile.read(card));
    ModelFile.write(model, out, half ? NumberFormat.F16 : NumberFormat.F32);
    return 0;
  }

  /** What follows the last layer is nothing or a rectifier, so the densities scale with it. */
  private Map<String, Tensor> scaled(Map<String, Tensor> tensors, String last) {
    Map<String, Tensor> scaled = new LinkedHashMap<>(tensors);
    for (String name : List.of(last + ".weight", last + ".bias")) {
      scaled.computeIfPresent(
          name,
          (same, tensor) -> {
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
              values[i] = (float) (scale * values[i]);
            }
            return new Tensor(tensor.shape(), values);
          });
    }
    return scaled;
  }
}
