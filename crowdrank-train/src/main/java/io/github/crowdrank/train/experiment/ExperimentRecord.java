package io.github.crowdrank.train.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.network.ImportedWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The file that tells what an experiment is: every choice, every run, and the figures so far. */
record ExperimentRecord(Path file) {
  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Checks that the folder is this experiment's.
   *
   * @throws IllegalStateException if it is that of another one
   */
  void checkOwner(Experiment experiment) throws IOException {
    JsonNode name;
    try {
      name = new ObjectMapper().readTree(Files.readString(file)).path("experiment");
    } catch (JacksonException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!name.asText().equals(experiment.name())) {
      throw new IllegalStateException(
          "%s is of experiment \"%s\", not \"%s\"; use another folder"
              .formatted(file, name.asText(), experiment.name()));
    }
  }

  void write(ExperimentResult result) throws IOException {
    Experiment experiment = result.experiment();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("experiment", experiment.name()).put("title", experiment.title());
    setup(experiment.setup(), json.putObject("setup"));
    ArrayNode notes = json.putArray("notes");
    experiment.notes().forEach(notes::add);
    ArrayNode runs = json.putArray("runs");
    experiment.runs().forEach(run -> RunResultJson.describe(run, runs.addObject()));
    json.put("runs_done", result.results().size());
    ArrayNode scores = json.putArray("scores");
    for (String row : experiment.rows()) {
      for (String column : experiment.columns()) {
        result
            .score(row, column)
            .ifPresent(
                score -> score(score, scores.addObject().put("row", row).put("column", column)));
      }
    }
    ArrayNode published = json.putArray("published");
    for (PublishedTable.Figure figure : experiment.published().figures()) {
      ObjectNode node = published.addObject();
      node.put("method", figure.method()).put("column", figure.column());
      node.put("mae", figure.mae()).put("mse", figure.mse()).put("source", figure.source());
    }
    AtomicFile.write(file, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void setup(ExperimentSetup setup, ObjectNode json) {
    json.put("network", setup.network().name()).put("preset", setup.preset().name());
    json.put("preprocessing", Objects.toString(setup.preprocessing(), "the preset's"));
    ImportedWeights pretrained = setup.pretrained();
    ArrayNode layers = json.putArray("pretrained_layers");
    if (pretrained != null) {
      pretrained.filled().forEach(layers::add);
    }
    json.put("scaled_start", setup.scaledStart());
    json.put("engine", setup.engine().name()).put("steps", setup.steps());
    json.put("labeled_batch", setup.labeledBatch()).put("ranked_groups", setup.rankedGroups());
    json.put("lambda", setup.lambda());
    json.put("ranking_loss", Objects.toString(setup.rankingLoss(), "the preset's"));
    json.put("labeled_patches", setup.labeledPatches().toString());
    json.put("ranked_patches", setup.rankedPatches().toString());
    ArrayNode seeds = json.putArray("seeds");
    setup.seeds().forEach(seeds::add);
    json.put("evaluate_on", setup.evaluateOn().name());
    json.put("held_out_share", setup.heldOutShare()).put("held_out_seed", setup.heldOutSeed());
    json.put("java", Runtime.version().toString());
  }

  private static void score(Score score, ObjectNode json) {
    json.put("images", score.images());
    json.put("mae", score.mae().mean()).put("mae_deviation", score.mae().deviation());
    json.put("mse", score.mse().mean()).put("mse_deviation", score.mse().deviation());
    json.put("mse_mean_of_folds", score.meanOfFolds().mean());
    ArrayNode folds = json.putArray("fold_maes");
    score.foldMaes().forEach(fold -> folds.add(fold.mean()));
    score
        .interval()
        .ifPresent(interval -> json.putArray("mae_95").add(interval.low()).add(interval.high()));
  }
}
