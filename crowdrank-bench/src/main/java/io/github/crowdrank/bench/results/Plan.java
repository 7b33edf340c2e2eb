package io.github.crowdrank.bench.results;

import java.util.List;

/** Which benchmarks a run consists of. */
final class Plan {
  private static final String[] RIVALS = {
    "CROWDRANK", "CROWDRANK_DIRECT", "ONNX_RUNTIME", "PYTORCH", "DL4J"
  };
  private static final String[] COUNTERS = {"CROWDRANK", "ONNX_RUNTIME", "PYTORCH", "DL4J"};
  private static final String[] TRAINERS = {"CROWDRANK", "CROWDRANK_DIRECT", "PYTORCH", "DL4J"};

  private Plan() {}

  /**
   * All that the tables show; about twenty minutes on two cores. VGG-16 on 3000x4000 pixels runs
   * for two contenders only: the others need minutes or more memory than there is.
   */
  static List<Planned> full() {
    return List.of(
        counting("VGG16", "224x224").with("contender", RIVALS).iterations(10, 21),
        counting("VGG16", "224x224").with("contender", "DL4J_AS_SHIPPED").iterations(1, 5),
        counting("VGG16", "768x1024").with("contender", RIVALS).iterations(1, 7),
        counting("VGG16", "3008x4000")
            .with("contender", "CROWDRANK", "ONNX_RUNTIME")
            .iterations(1, 2),
        counting("COMPACT", "224x224").with("contender", RIVALS).iterations(60, 60),
        counting("COMPACT", "768x1024").with("contender", RIVALS).iterations(10, 21),
        counting("COMPACT", "3008x4000")
            .with("contender", "CROWDRANK", "ONNX_RUNTIME", "PYTORCH")
            .iterations(1, 4),
        training("VGG16", "10x224x224").iterations(1, 5),
        training("COMPACT", "10x224x224"),
        training("COMPACT", "6x320x320").iterations(2, 9),
        Planned.all("FileToCountBenchmark").with("contender", COUNTERS).iterations(15, 31),
        Planned.all("CallersBenchmark"),
        Planned.all("RankingStepBenchmark").with("network", "VGG16").iterations(1, 3),
        Planned.all("RankingStepBenchmark").with("network", "COMPACT"),
        Planned.all("RankingLossBenchmark"),
        Planned.all("DensityMapBenchmark"),
        Planned.all("FullImageKernelBenchmark"),
        Planned.all("SamplerBenchmark"),
        Planned.all("DataLoadingBenchmark"),
        Planned.all("DataWaitBenchmark"),
        Planned.all("DecodingBenchmark"),
        Planned.all("BusyMachineBenchmark").with("contender", "CROWDRANK", "PYTORCH"),
        Planned.all("LargeImageBenchmark"),
        Planned.all("FirstCountBenchmark"));
  }

  /** Everything once and as small as it gets, to see that it works. */
  static List<Planned> smoke() {
    return List.of(
        counting("VGG16", "32x32").with("contender", "CROWDRANK"),
        counting("COMPACT", "64x64")
            .with(
                "contender",
                "CROWDRANK",
                "CROWDRANK_DIRECT",
                "ONNX_RUNTIME",
                "PYTORCH",
                "DL4J",
                "DL4J_AS_SHIPPED"),
        Planned.all("DeviceCountingBenchmark")
            .with("network", "COMPACT")
            .with("heightByWidth", "64x64"),
        training("COMPACT", "2x64x64"),
        Planned.all("FileToCountBenchmark").with("contender", "CROWDRANK", "ONNX_RUNTIME"),
        Planned.all("CallersBenchmark"),
        Planned.all("RankingStepBenchmark").with("network", "COMPACT").with("patch", "32x32"),
        Planned.all("RankingLossBenchmark").with("patchesPerGroup", "5"),
        Planned.all("DensityMapBenchmark"),
        Planned.all("FullImageKernelBenchmark").with("heads", "3"),
        Planned.all("SamplerBenchmark"),
        Planned.all("DataLoadingBenchmark"),
        Planned.all("DataWaitBenchmark").with("steps", "2"),
        Planned.all("DecodingBenchmark"),
        Planned.all("BusyMachineBenchmark").with("contender", "CROWDRANK"),
        Planned.all("LargeImageBenchmark").with("widthByHeight", "1200x800"),
        Planned.all("FirstCountBenchmark"));
  }

  /** What runs on the device of ND4J's CUDA backend. */
  static List<Planned> device() {
    return List.of(
        Planned.all("DeviceCountingBenchmark"), Planned.all("RankingLossBenchmark.nd4jBackend"));
  }

  private static Planned counting(String network, String heightByWidth) {
    return Planned.all("CountingBenchmark")
        .with("network", network)
        .with("heightByWidth", heightByWidth);
  }

  private static Planned training(String network, String batch) {
    return Planned.all("TrainingStepBenchmark")
        .with("network", network)
        .with("batch", batch)
        .with("contender", TRAINERS);
  }
}
