package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Paints annotated crowds, to try the other commands on before there are photographs. */
@Command(
    name = "paint",
    mixinStandardHelpOptions = true,
    description = "Paints crowds with their head points: something to try the other commands on.")
final class PaintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private WrittenDataset target;

  @Option(names = "--images", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int images = 20;

  @Option(
      names = "--size",
      split = "x",
      arity = "1",
      paramLabel = "WIDTHxHEIGHT",
      description = "pixels (default: 512x384)")
  private List<Integer> size = List.of(512, 384);

  @Option(
      names = "--people",
      split = "-",
      arity = "1",
      paramLabel = "FEWEST-MOST",
      description = "people placed in a picture (default: 20-200)")
  private List<Integer> people = List.of(20, 200);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the same seed paints the same pictures (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Override
  public Integer call() throws IOException {
    CrowdDataset painted = painted();
    target.write(painted, target.format(spec.commandLine()), spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%d images written to %s%n", painted.size(), target.out());
    out.flush();
    return 0;
  }

  private CrowdDataset painted() {
    if (size.size() != 2 || people.size() != 2 || images < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--size is WIDTHxHEIGHT, --people FEWEST-MOST and --images 1 or more but they were %s, %s and %d"
              .formatted(size, people, images));
    }
    try {
      return SyntheticCrowd.builder()
          .size(size.get(0), size.get(1))
          .people(people.get(0), people.get(1))
          .build()
          .dataset(images, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
