package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.data.synthetic.EmptyScenes;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.train.CheckpointChoice;
import io.github.crowdrank.train.ConsoleProgress;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.LearningRate;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.TrainerBuilder;
import io.github.crowdrank.train.TrainingResult;
import io.github.crowdrank.train.chart.LearningCurve;
import io.github.crowdrank.train.chart.LogRow;
import io.github.crowdrank.train.chart.TrainingLog;
import io.github.crowdrank.train.tensorboard.TensorBoardLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a counter. Interrupted (Ctrl-C), it saves its work; started again, it goes on. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a counter from annotated and unlabelled images.",
      "Interrupted, it saves a checkpoint; the same command goes on from there."
    })
final class TrainCommand implements Callable<Integer> {
  private static final int LOGGED_STEPS = 25;
  private static final double VALIDATION_SHARE = 0.1;
  private static final double FINAL_RATE = 0.02;
  private static final int EMPTY_WIDTH = 800;
  private static final int EMPTY_HEIGHT = 600;

  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @Mixin private LearnerOptions learner;

  @Mixin private SchemeOptions scheme;

  @Mixin private PatchOptions patches;

  @Mixin private CacheOptions cache;

  @Mixin private SafeguardOptions safeguards;

  @Option(
      names = "--unlabeled",
      paramLabel = "DIR",
      description = "unlabelled images to rank crops of, beside the labelled ones")
  private @Nullable Path unlabeled;

  @Option(
      names = "--empty-scenes",
      paramLabel = "N",
      description = "painted pictures without people to learn from besides (default: none)")
  private int emptyScenes;

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description =
          "a model to go on from, a file or the word bundled: its network, in place of --network"
              + " and --weights")
  private @Nullable String from;

  @Option(
      names = "--sparse",
      description =
          "of a model with further weights for pictures of few people: goes on from those")
  private boolean sparse;

  @Option(
      names = "--freeze",
      split = ",",
      paramLabel = "LAYER",
      description = "layers that do not learn, beside those that the preset leaves as they are")
  private List<String> freeze = List.of();

  @Option(
      names = "--turns",
      split = ",",
      paramLabel = "N",
      description = "how often the images of each split are drawn for one turn (default: once)")
  private List<Integer> turns = List.of();

  @Option(names = "--steps", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int steps = 2000;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description =
          "peak of a cosine after a warm-up of a tenth of the steps (default: the preset's"
              + " schedule)")
  private @Nullable Double learningRate;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "share of the images to validate on, chosen by the seed (default: 0.1)")
  private @Nullable Double validationShare;

  @Option(
      names = "--split-file",
      split = ",",
      paramLabel = "FILE",
      description = "divisions by `dataset split`, in place of --validation")
  private List<Path> splitFiles = List.of();

  @Option(names = "--validate-every", paramLabel = "N", description = "default: 500")
  private @Nullable Integer validateEvery;

  @Option(
      names = "--best",
      description = "keeps the weights that did best on the validation images, not the last ones")
  private boolean best;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = "where to save checkpoints and go on from (default: OUT.checkpoints)")
  private @Nullable Path checkpoints;

  @Option(names = "--checkpoint-every", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int checkpointEvery = 100;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "losses and validations as CSV, their curves beside it as FILE.svg")
  private @Nullable Path log;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "losses and validations as an event file of TensorBoard's in this folder")
  private @Nullable Path tensorBoard;

  @Option(names = "--card", paramLabel = "FILE", description = "model card: JSON of strings")
  private @Nullable Path card;

  @Option(names = "--half", description = "stores half precision, half the size")
  private boolean half;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the model file")
  private Path out;

  @Override
  public Integer call() throws IOException {
    AtomicFile.requirePlace(out);
    if (log != null) {
      AtomicFile.requirePlace(log);
    }
    CrowdTrainer trainer = trainer();
    return StopOnSignal.run(() -> train(trainer), trainer::stop);
  }

  private int train(CrowdTrainer trainer) throws IOException {
    TrainingResult result = result(trainer);
    boolean interrupted = result.ending() == TrainingResult.Ending.INTERRUPTED;
    if (!interrupted) {
      ModelFile.write(result.model(), out, half ? NumberFormat.F16 : NumberFormat.F32);
      System.err.println("wrote " + out);
    }
    drawCurve();
    if (interrupted) {
      System.err.println("the same command goes on from here");
      return 1;
    }
    return 0;
  }

  private static TrainingResult result(CrowdTrainer trainer) throws IOException {
    try {
      return trainer.run();
    } catch (IOException e) {
      throw new IOException(SafeguardOptions.byOptions(Problems.sentence(e)), e);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(SafeguardOptions.byOptions(Problems.sentence(e)), e);
    }
  }

  /** Of what was logged: a training that went on with a new log may have hardly any of it. */
  private void drawCurve() throws IOException {
    if (log == null || !Files.exists(log)) {
      return;
    }
    List<LogRow> rows = TrainingLog.read(log);
    if (rows.stream().filter(LogRow.Progress.class::isInstance).count() > 1) {
      String curve = LearningCurve.svg(String.valueOf(out.getFileName()), rows);
      AtomicFile.write(Path.of(log + ".svg"), curve.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What is wrong with the options is wrong usage. */
  private CrowdTrainer trainer() throws IOException {
    try {
      requireOneOfEach();
      TrainingStart start = TrainingStart.of(learner, from, sparse, dataset.seed());
      CrowdTrainer trainer = builder(start).build();
      PrintWriter err = spec.commandLine().getErr();
      err.println(start.sentence(freeze));
      err.flush();
      return trainer;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Of two that say the same, one would be passed over. */
  private void requireOneOfEach() {
    if (validationShare != null && !splitFiles.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "either --validation or --split-file says which images to validate on, not both");
    }
    if (from != null && learner.hasWeights()) {
      throw new ParameterException(
          spec.commandLine(), "either --from or --weights says what a training starts with");
    }
    if (from == null && sparse) {
      throw new ParameterException(
          spec.commandLine(), "--sparse is of the model of --from, which is missing");
    }
    if (from != null && spec.commandLine().getParseResult().hasMatchedOption("--network")) {
      throw new ParameterException(
          spec.commandLine(), "--network does not apply to --from, whose model brings its own");
    }
  }

  private TrainerBuilder builder(TrainingStart start) throws IOException {
    List<CrowdDataset> parts = new ArrayList<>();
    List<CrowdDataset> validation = new ArrayList<>();
    double share = validationShare == null ? VALIDATION_SHARE : validationShare;
    if (share != 0 || !splitFiles.isEmpty()) {
      List<Split> splits =
          splitFiles.isEmpty()
              ? dataset.divided(share, spec.commandLine())
              : dataset.divided(splitFiles, spec.commandLine());
      for (Split split : splits) {
        parts.add(split.train());
        validation.add(split.validation());
      }
    } else {
      parts.addAll(dataset.open(spec.commandLine()));
    }
    List<CrowdDataset> train = inTurns(parts);
    if (emptyScenes < 0) {
      throw new ParameterException(
          spec.commandLine(), "--empty-scenes is 0 or more but was " + emptyScenes);
    }
    if (emptyScenes > 0) {
      train.add(
          cache.cached(new EmptyScenes(emptyScenes, EMPTY_WIDTH, EMPTY_HEIGHT, dataset.seed())));
    }
    CrowdDataset labeled = DatasetOptions.together(train);
    NetworkSpec network = start.network();
    Preset preset = learner.preset();
    TrainerBuilder builder =
        CrowdTrainer.builder(network, preset)
            .preprocessing(start.preprocessing())
            .labeledPatches(patches.labeledPatches(preset, network))
            .rankedPatches(patches.rankedPatches(preset, network))
            .rankingLoss(patches.rankingLoss(preset))
            .labeled(labeled)
            .unlabeled(unlabeled(labeled))
            .frozen(Set.copyOf(freeze))
            .steps(steps)
            .seed(dataset.seed())
            .safeguards(safeguards.safeguards())
            .checkpoints(
                checkpoints == null ? Path.of(out + ".checkpoints") : checkpoints, checkpointEvery)
            .listener(ConsoleProgress.toStandardError());
    if (learningRate != null) {
      builder.learningRate(
          LearningRate.cosine(learningRate, steps / 10, Math.max(1, steps), FINAL_RATE));
    }
    scheme.applyTo(builder, steps, spec.commandLine());
    start.applyTo(builder);
    if (!validation.isEmpty()) {
      CrowdDataset heldOut = DatasetOptions.together(validation);
      if (best && heldOut.isTestSplit()) {
        throw new ParameterException(
            spec.commandLine(),
            "--best would choose by %s, a test split, whose errors would then flatter; validate on other images"
                .formatted(heldOut.name()));
      }
      builder
          .validation(heldOut, Objects.requireNonNullElse(validateEvery, 500))
          .listener(
              new ValidationSummary(
                  spec.commandLine().getErr(), DatasetOptions.together(parts), heldOut));
    } else if (validateEvery != null) {
      throw new ParameterException(
          spec.commandLine(), "--validate-every has no images: --validation 0 holds none out");
    } else if (best) {
      throw new ParameterException(
          spec.commandLine(), "--best has no images: --validation 0 holds none out");
    }
    if (best) {
      builder.checkpointChoice(CheckpointChoice.BEST_VALIDATION);
    }
    Engine engine = learner.engine();
    if (engine != null) {
      builder.engine(engine);
    }
    if (log != null) {
      builder.listener(new TrainingLog(log, LOGGED_STEPS));
    }
    if (tensorBoard != null) {
      builder.listener(new TensorBoardLog(tensorBoard));
    }
    if (card != null) {
      builder.card(CardFile.read(card));
    }
    return builder;
  }

  /** Each split, served from the cache, as often as its turns say. */
  private List<CrowdDataset> inTurns(List<CrowdDataset> parts) {
    if (turns.isEmpty()) {
      return inTurns(parts, Collections.nCopies(parts.size(), 1), cache::cached);
    }
    if (turns.size() != parts.size() || turns.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--turns is one number of at least 1 for each of %d splits but was %s"
              .formatted(parts.size(), turns));
    }
    return inTurns(parts, turns, cache::cached);
  }

  /** Cached before it is repeated, so that an image takes its room once. */
  static List<CrowdDataset> inTurns(
      List<CrowdDataset> parts, List<Integer> turns, UnaryOperator<CrowdDataset> cached) {
    List<CrowdDataset> drawn = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      CrowdDataset part = cached.apply(parts.get(i));
      drawn.add(part);
      List<Integer> all = IntStream.range(0, part.size()).boxed().toList();
      for (int turn = 2; turn <= turns.get(i); turn++) {
        drawn.add(part.subset(part.name() + ", turn " + turn, all));
      }
    }
    return drawn;
  }

  private UnlabeledImages unlabeled(CrowdDataset labeled) throws IOException {
    if (unlabeled == null) {
      return labeled.unlabeled();
    }
    ImageFolder folder = ImageFolder.open(unlabeled);
    // A folder may be called as the labelled images are; parts of a collection may not.
    UnlabeledImages named =
        folder.subset(
            "unlabelled " + folder.name(), IntStream.range(0, folder.size()).boxed().toList());
    return UnlabeledImages.concat(
        "labelled and unlabelled images", List.of(labeled.unlabeled(), cache.cached(named)));
  }
}
