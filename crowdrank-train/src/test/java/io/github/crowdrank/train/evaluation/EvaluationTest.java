package io.github.crowdrank.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.metric.BandErrors;
import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.DensityBands;
import io.github.crowdrank.metric.LocalizationCounts;
import io.github.crowdrank.metric.MapSimilarity;
import io.github.crowdrank.metric.PairedComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  @TempDir Path folder;

  private static ImageResult image(
      String id, int truth, double estimate, MapSimilarity similarity) {
    return new ImageResult(
        id,
        truth,
        0.5 * truth,
        estimate,
        Duration.ofMillis(12),
        List.of(1.0, 2.0, 3.0, 4.0),
        similarity,
        new LocalizationCounts(3, 1, 2));
  }

  private static Evaluation evaluation(double error, int images) {
    List<ImageResult> results = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      int truth = 60 * i;
      results.add(
          image("i" + i, truth, truth + error * (1 + i % 3), new MapSimilarity(20 + i, 0.5)));
    }
    return new Evaluation("some", results, List.of());
  }

  @Test
  void figures_are_aggregated_over_images() {
    Evaluation evaluation =
        new Evaluation(
            "some",
            List.of(
                image("a", 10, 12, new MapSimilarity(20, 0.5)),
                image("b", 200, 190, new MapSimilarity(Double.POSITIVE_INFINITY, 1)),
                image("c", 0, 0, new MapSimilarity(Double.NaN, Double.NaN))),
            List.of());

    assertThat(evaluation.errors().mae()).isEqualTo(4);
    assertThat(evaluation.psnr()).isEqualTo(20);
    assertThat(evaluation.ssim()).isEqualTo(0.75);
    assertThat(evaluation.localization()).isEqualTo(new LocalizationCounts(9, 3, 6));
    assertThat(evaluation.gridErrors()).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(evaluation.errors(DensityBands.nwpu()))
        .extracting(BandErrors::band)
        .containsExactly("0", "1-100", "101-500");
    assertThat(evaluation.intervals(Bootstrap.standard()).mae().estimate()).isEqualTo(4);
    assertThatThrownBy(() -> new Evaluation("nothing", List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void two_models_are_compared_on_the_same_images_or_not_at_all() {
    PairedComparison comparison = evaluation(1, 9).compare(evaluation(-3, 9), Bootstrap.standard());

    assertThat(comparison.meanDifference()).isCloseTo(-4, within(1e-9));
    assertThat(comparison.interval().high()).isNegative();
    assertThatThrownBy(() -> evaluation(1, 9).compare(evaluation(1, 8), Bootstrap.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("image 8 is i8 with 480 heads here and missing there");
    Evaluation other =
        new Evaluation(
            "other",
            List.of(
                image("i0", 0, 1, new MapSimilarity(1, 1)),
                image("x", 60, 1, new MapSimilarity(1, 1))),
            List.of());
    assertThatThrownBy(() -> evaluation(1, 9).compare(other, Bootstrap.standard()))
        .hasMessageContaining("image 1 is i1 with 60 heads here and x with 60 heads there");
  }

  @Test
  void every_image_and_every_failure_is_a_line() throws Exception {
    Evaluation evaluation =
        new Evaluation(
            "some",
            List.of(
                image("a,\"b\"", 10, 12.25, new MapSimilarity(Double.POSITIVE_INFINITY, 1)),
                new ImageResult(
                    "plain", 1, 1, 2, Duration.ZERO, List.of(1.0, 1.0, 1.0, 1.5), null, null)),
            List.of(new ImageFailure("bad", new IOException("no, thanks"))));
    Path csv = folder.resolve("result.csv");

    evaluation.writeCsv(csv);

    assertThat(Files.readAllLines(csv))
        .containsExactly(
            "image,truth,map_truth,estimate,error,milliseconds,game0,game1,game2,game3,psnr,ssim,"
                + "found,spurious,missed,problem",
            "\"a,\"\"b\"\"\",10,5.000,12.250,2.250,12,1.000,2.000,3.000,4.000,Infinity,1.000,3,1,2,",
            "plain,1,1.000,2.000,1.000,0,1.000,1.000,1.000,1.500,,,,,,",
            "bad,,,,,,,,,,,,,,,\"no, thanks\"");
  }

  @Test
  void the_summary_is_one_line_of_json() throws Exception {
    String json =
        new Evaluation(
                "gr\u00f6\u00dfer",
                List.of(image("a", 0, 2, new MapSimilarity(Double.NaN, Double.NaN))),
                List.of(new ImageFailure("bad", new IOException("no"))))
            .toJson(DensityBands.of(10));

    assertThat(json).doesNotContain("\n").isASCII();
    JsonNode node = new ObjectMapper().readTree(json);
    assertThat(node.get("dataset").textValue()).isEqualTo("gr\u00f6\u00dfer");
    assertThat(node.get("images").intValue()).isEqualTo(1);
    assertThat(node.get("failed").intValue()).isEqualTo(1);
    assertThat(node.get("mae").doubleValue()).isEqualTo(2);
    assertThat(node.get("nae").isNull()).isTrue();
    assertThat(node.get("psnr").isNull()).isTrue();
    assertThat(node.get("game").get(3).doubleValue()).isEqualTo(4);
    assertThat(node.get("localization").get("recall").doubleValue()).isEqualTo(0.6);
    assertThat(node.get("bands").get(0).get("band").textValue()).isEqualTo("0-10");
  }
}
