package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a model file of weights and a card. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description = "Makes a model file of weights (safetensors or a model file) and a card.")
final class PackCommand implements Callable<Integer> {
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

  @Option(names = "--half", description = "stores half precision, half the size")
  private boolean half;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the model file")
  private Path out;

  @Override
  public Integer call() throws IOException {
    CrowdModel model =
        new CrowdModel(
            network.spec(),
            Weights.of(network.spec(), Safetensors.read(weights).tensors()),
            network.preprocessing(),
            CardFile.read(card));
    ModelFile.write(model, out, half ? NumberFormat.F16 : NumberFormat.F32);
    return 0;
  }
}
