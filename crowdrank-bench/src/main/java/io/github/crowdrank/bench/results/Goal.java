package io.github.crowdrank.bench.results;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of work, who else does it, and by which factor this project is to be faster.
 *
 * @param work for people
 * @param against who else, for people
 * @param ours the benchmark of this project
 * @param theirs the benchmark to compare with
 * @param factor at least so many times faster; 0 where there is no goal
 */
record Goal(String work, String against, Selection ours, Selection theirs, double factor) {
  private static final String FORWARD_PASSES = "forward passes";

  /** A benchmark and the parameters that matter. */
  record Selection(String benchmark, Map<String, String> parameters) {
    Optional<Timing> in(List<Timing> timings) {
      return timings.stream().filter(timing -> timing.is(benchmark, parameters)).findFirst();
    }
  }

  /** How many times faster this project is; empty where one of the two was not measured. */
  Optional<Double> ratio(List<Timing> timings) {
    return ours.in(timings).flatMap(mine -> theirs.in(timings).map(other -> ratio(mine, other)));
  }

  private static double ratio(Timing mine, Timing other) {
    return mine.isThroughput() ? mine.median() / other.median() : other.median() / mine.median();
  }

  /**
   * Whether the factor is reached; empty where one of the two was not measured. Where forward
   * passes were counted, it is the factor between those: that is what the goal is about.
   */
  Optional<Boolean> reached(List<Timing> timings) {
    return ratio(timings)
        .map(
            ratio -> {
              double passes = ours.in(timings).orElseThrow().events(FORWARD_PASSES);
              double others = theirs.in(timings).orElseThrow().events(FORWARD_PASSES);
              return (passes > 0 ? others / passes : ratio) >= factor;
            });
  }

  private static Goal counting(
      String work, String network, String size, String label, String contender, double factor) {
    return contenders(
        work + " counting " + size.replace("3008", "3000"),
        "CountingBenchmark.forward",
        Map.of("network", network, "heightByWidth", size),
        label,
        contender,
        factor);
  }

  private static Goal training(
      String work, String network, String batch, String label, String contender, double factor) {
    return contenders(
        work + " training step, " + batch,
        "TrainingStepBenchmark.step",
        Map.of("network", network, "batch", batch),
        label,
        contender,
        factor);
  }

  private static Goal contenders(
      String work,
      String benchmark,
      Map<String, String> shared,
      String label,
      String contender,
      double factor) {
    return new Goal(
        work,
        label,
        new Selection(benchmark, with(shared, "CROWDRANK")),
        new Selection(benchmark, with(shared, contender)),
        factor);
  }

  private static Map<String, String> with(Map<String, String> shared, String contender) {
    Map<String, String> all = new HashMap<>(shared);
    all.put("contender", contender);
    return all;
  }

  /** What the project set out to reach on a processor with two cores, and further comparisons. */
  static List<Goal> all() {
    String ort = "ONNX Runtime";
    String torch = "DJL/PyTorch";
    String dl4j = "DL4J, helper on";
    String direct = "the same without Winograd";
    String batch = "10x224x224";
    return List.of(
        counting("VGG-16", "VGG16", "768x1024", ort, "ONNX_RUNTIME", 2.2),
        counting("VGG-16", "VGG16", "768x1024", torch, "PYTORCH", 3.0),
        counting("VGG-16", "VGG16", "768x1024", dl4j, "DL4J", 0),
        counting("VGG-16", "VGG16", "768x1024", direct, "CROWDRANK_DIRECT", 0),
        counting("VGG-16", "VGG16", "224x224", ort, "ONNX_RUNTIME", 2.0),
        counting("VGG-16", "VGG16", "224x224", torch, "PYTORCH", 0),
        counting("VGG-16", "VGG16", "224x224", "DL4J as shipped", "DL4J_AS_SHIPPED", 0),
        counting("VGG-16", "VGG16", "3008x4000", ort, "ONNX_RUNTIME", 0),
        training("VGG-16", "VGG16", batch, torch, "PYTORCH", 3.4),
        training("VGG-16", "VGG16", batch, dl4j, "DL4J", 3.5),
        training("VGG-16", "VGG16", batch, direct, "CROWDRANK_DIRECT", 0),
        contenders(
            "bundled model, 768x1024 JPEG file to count",
            "FileToCountBenchmark.count",
            Map.of(),
            ort + ", same decoding",
            "ONNX_RUNTIME",
            1.3),
        contenders(
            "bundled model, 768x1024 JPEG file to count",
            "FileToCountBenchmark.count",
            Map.of(),
            torch + ", same decoding",
            "PYTORCH",
            0),
        counting("bundled model", "COMPACT", "224x224", ort, "ONNX_RUNTIME", 0),
        counting("bundled model", "COMPACT", "224x224", torch, "PYTORCH", 0),
        counting("bundled model", "COMPACT", "768x1024", ort, "ONNX_RUNTIME", 0),
        counting("bundled model", "COMPACT", "768x1024", torch, "PYTORCH", 0),
        counting("bundled model", "COMPACT", "768x1024", dl4j, "DL4J", 0),
        counting("bundled model", "COMPACT", "3008x4000", ort, "ONNX_RUNTIME", 0),
        counting("bundled model", "COMPACT", "3008x4000", torch, "PYTORCH", 0),
        training("bundled model", "COMPACT", "6x320x320", torch, "PYTORCH", 2.0),
        training("bundled model", "COMPACT", "6x320x320", dl4j, "DL4J", 0),
        training("bundled model", "COMPACT", batch, torch, "PYTORCH", 0),
        new Goal(
            "bundled model, two callers of one counter, per second",
            "one caller",
            new Selection("CallersBenchmark.twoCallers", Map.of()),
            new Selection("CallersBenchmark.oneCaller", Map.of()),
            1),
        busy("0"),
        busy("1"),
        busy("2"),
        rankingStep("VGG-16", "VGG16"),
        rankingStep("bundled model", "COMPACT"),
        new Goal(
            "density map, 1024x768, 2,000 heads",
            "full-image kernel per head",
            new Selection("DensityMapBenchmark.paint", Map.of("stride", "1")),
            new Selection("FullImageKernelBenchmark.paint", Map.of("heads", "2000")),
            100));
  }

  private static Goal busy(String threads) {
    return contenders(
        "bundled model counting 224x224 beside %s busy threads".formatted(threads),
        "BusyMachineBenchmark.forward",
        Map.of("busyThreads", threads),
        "DJL/PyTorch",
        "PYTORCH",
        0);
  }

  private static Goal rankingStep(String work, String network) {
    return new Goal(
        work + " ranking step, 25 patches, 50 pairs",
        "Siamese pairs",
        new Selection("RankingStepBenchmark.singleBranch", Map.of("network", network)),
        new Selection("RankingStepBenchmark.siamesePairs", Map.of("network", network)),
        network.equals("VGG16") ? 4 : 0);
  }
}
