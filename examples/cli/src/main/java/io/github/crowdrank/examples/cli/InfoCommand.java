package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.NetworkSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a model file says of itself. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Prints the card of a model.")
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Override
  public Integer call() throws IOException {
    CrowdModel loaded = model.model();
    PrintWriter out = spec.commandLine().getOut();
    Preprocessing preprocessing = loaded.preprocessing();
    out.println(loaded.card().name());
    out.println(loaded.card().description());
    out.println();
    out.printf(
        Locale.ROOT,
        "network: %s, %s, stride %d%n",
        loaded.network().name(),
        size(loaded.network()),
        loaded.network().stride());
    loaded
        .sparse()
        .ifPresent(
            expert ->
                out.printf(
                    Locale.ROOT,
                    "for pictures of few people: a second set of weights, where a glance at %d pixels"
                        + " sees fewer than %.3f persons per cell%n",
                    expert.glance(),
                    expert.limit()));
    out.printf(
        "input: %s, minus %s, divided by %s%n",
        preprocessing.order(), preprocessing.mean(), preprocessing.scale());
    loaded.card().facts().forEach((title, text) -> out.println(title + ": " + text));
    out.flush();
    return 0;
  }

  private static String size(NetworkSpec network) {
    return network
        .onnx()
        .map(
            layer ->
                String.format(
                    Locale.ROOT, "an ONNX graph of %,d bytes", layer.graph().toBytes().length))
        .orElseGet(() -> String.format(Locale.ROOT, "%,d parameters", network.parameterCount()));
  }
}
