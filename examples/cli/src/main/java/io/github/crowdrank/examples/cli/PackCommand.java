package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.OnnxCard;
import io.github.crowdrank.model.SparseExpert;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.onnx.OnnxGraph;
import io.github.crowdrank.safetensors.NumberFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a model file of weights or a graph and a card. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description =
        "Makes a model file of weights (safetensors, a model file or PyTorch's) and a card, or of an"
            + " ONNX graph and a card of it.")
final class PackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private NetworkChoice network = NetworkChoice.MOBILENET;

  @ArgGroup(multiplicity = "1")
  private Content content = new Content();

  /** What is to be packed. */
  private static final class Content {
    @Option(
        names = "--weights",
        paramLabel = "FILE",
        description = "tensors named as the network's parameters")
    private @Nullable Path weights;

    @Option(
        names = "--onnx",
        paramLabel = "FILE",
        description = "a graph that makes a density map of a picture, whatever the network")
    private @Nullable Path onnx;
  }

  @Option(
      names = "--card",
      required = true,
      paramLabel = "FILE",
      description = "JSON of strings; with --onnx also preprocessing, stride and so on")
  private Path card;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description =
          "multiplies every count (but those of --sparse): the weights and the bias of the last layer, or what a graph makes"
              + " (default: ${DEFAULT-VALUE})")
  private double scale = 1;

  @ArgGroup(exclusive = false)
  private @Nullable SparseOptions sparse;

  @Option(names = "--half", description = "stores half precision, half the size")
  private boolean half;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the model file")
  private Path out;

  @Override
  public Integer call() throws IOException {
    requireScale("--scale", scale);
    if (sparse != null) {
      requireScale("--sparse-scale", sparse.scale());
    }
    if (content.onnx != null) {
      requireOfWeights("--half", half);
      requireOfWeights("--sparse", sparse != null);
    }
    CrowdModel model =
        content.onnx == null
            ? ofWeights(Objects.requireNonNull(content.weights))
            : ofGraph(content.onnx);
    ModelFile.write(model, out, half ? NumberFormat.F16 : NumberFormat.F32);
    PrintWriter err = spec.commandLine().getErr();
    err.println("wrote " + out);
    err.flush();
    return 0;
  }

  private CrowdModel ofGraph(Path onnx) throws IOException {
    OnnxCard read = OnnxCard.read(card);
    return new OnnxCard(
            read.card(), read.preprocessing(), read.geometry(), scale * read.densityScale())
        .modelOf(OnnxGraph.read(onnx));
  }

  private CrowdModel ofWeights(Path weights) throws IOException {
    NetworkSpec counter = network.spec();
    WeightFile file = WeightFile.read(weights);
    CrowdModel model =
        new CrowdModel(
            counter,
            PackedWeights.scaled(counter, file.tensors(), scale),
            network.preprocessing(),
            CardFile.read(card));
    if (sparse != null) {
      return model.withSparse(sparse.expert(counter));
    }
    return file.twoSets()
        .flatMap(CrowdModel::sparse)
        .map(expert -> model.withSparse(scaled(expert, counter)))
        .orElse(model);
  }

  /** The limit is one of counts that are scaled as well. */
  private SparseExpert scaled(SparseExpert expert, NetworkSpec counter) {
    return new SparseExpert(
        PackedWeights.scaled(counter, expert.weights().tensors(), scale),
        expert.glance(),
        scale * expert.limit());
  }

  private void requireScale(String option, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), option + " is positive and finite but was " + value);
    }
  }

  private void requireOfWeights(String option, boolean isGiven) {
    if (isGiven) {
      throw new ParameterException(
          spec.commandLine(), option + " is for --weights, not for --onnx");
    }
  }
}
