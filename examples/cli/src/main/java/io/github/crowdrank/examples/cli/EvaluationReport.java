package io.github.crowdrank.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.DensityBands;
import io.github.crowdrank.metric.ErrorIntervals;
import io.github.crowdrank.metric.Interval;
import io.github.crowdrank.metric.PairedComparison;
import io.github.crowdrank.train.evaluation.Evaluation;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation prints.
 *
 * @param bootstrap null to leave out intervals
 * @param otherModel null if there is no second model, as {@code other} then is
 */
record EvaluationReport(
    Evaluation evaluation,
    DensityBands bands,
    @Nullable Bootstrap bootstrap,
    @Nullable Path otherModel,
    @Nullable Evaluation other) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

  String text() {
    EvaluationText text = new EvaluationText();
    text.heading(evaluation);
    text.errors(evaluation, bands, bootstrap);
    text.maps(evaluation);
    if (other != null) {
      text.comparison(String.valueOf(otherModel), evaluation, other, comparison(other));
    }
    return text.toString();
  }

  private PairedComparison comparison(Evaluation second) {
    return evaluation.compare(second, bootstrap == null ? Bootstrap.standard() : bootstrap);
  }

  String json() {
    try {
      ObjectNode summary = (ObjectNode) JSON.readTree(evaluation.toJson(bands));
      if (bootstrap != null) {
        ErrorIntervals intervals = evaluation.intervals(bootstrap);
        ObjectNode node = summary.putObject("intervals");
        put(node, "mae", intervals.mae());
        put(node, "mse", intervals.mse());
        if (intervals.nae() != null) {
          put(node, "nae", intervals.nae());
        }
      }
      if (other != null) {
        summary.set("against", JSON.readTree(other.toJson(bands)));
        PairedComparison comparison = comparison(other);
        ObjectNode node = summary.putObject("comparison");
        node.put("mae_difference", JsonLine.rounded(comparison.meanDifference(), 6));
        put(node, "interval", comparison.interval());
        node.put("signed_rank_p", comparison.signedRankP());
        node.put("sign_flip_p", comparison.signFlipP());
      }
      return JSON.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode node, String field, Interval interval) {
    node.putArray(field)
        .add(JsonLine.rounded(interval.low(), 6))
        .add(JsonLine.rounded(interval.high(), 6));
  }
}
