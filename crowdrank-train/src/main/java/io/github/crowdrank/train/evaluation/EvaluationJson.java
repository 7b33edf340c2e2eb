package io.github.crowdrank.train.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.metric.BandErrors;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.DensityBands;
import io.github.crowdrank.metric.LocalizationCounts;
import java.io.UncheckedIOException;

/** The summary of an evaluation for machines. What is no number is null. */
final class EvaluationJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

  private EvaluationJson() {}

  static String of(Evaluation evaluation, DensityBands bands) {
    ObjectNode summary = JSON.createObjectNode();
    summary.put("dataset", evaluation.dataset());
    put(summary, evaluation.errors());
    summary.put("failed", evaluation.failures().size());
    put(summary.putObject("map"), evaluation.mapErrors());
    ArrayNode game = summary.putArray("game");
    evaluation.gridErrors().forEach(error -> game.add(rounded(error)));
    put(summary, "psnr", evaluation.psnr());
    put(summary, "ssim", evaluation.ssim());
    LocalizationCounts localization = evaluation.localization();
    ObjectNode heads = summary.putObject("localization");
    heads.put("found", localization.found());
    heads.put("spurious", localization.spurious());
    heads.put("missed", localization.missed());
    put(heads, "precision", localization.precision());
    put(heads, "recall", localization.recall());
    put(heads, "f1", localization.f1());
    ArrayNode byBand = summary.putArray("bands");
    for (BandErrors band : evaluation.errors(bands)) {
      put(byBand.addObject().put("band", band.band()), band.errors());
    }
    try {
      return JSON.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode node, CountingErrors errors) {
    node.put("images", errors.images());
    put(node, "mae", errors.mae());
    put(node, "mse", errors.mse());
    put(node, "nae", errors.nae());
    put(node, "bias", errors.bias());
  }

  private static void put(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, rounded(value));
    } else {
      node.putNull(field);
    }
  }

  /** To six decimal places, so that lines stay readable. */
  private static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }
}
