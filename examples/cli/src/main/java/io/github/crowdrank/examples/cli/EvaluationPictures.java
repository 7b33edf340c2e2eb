package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.picture.HeatMap;
import io.github.crowdrank.train.chart.CountScatter;
import io.github.crowdrank.train.chart.DensityFigure;
import io.github.crowdrank.train.evaluation.Evaluation;
import io.github.crowdrank.train.evaluation.ImageResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an evaluation draws. None of it shows an image: benchmarks forbid that. */
final class EvaluationPictures {
  private static final int EACH = 2;

  @Option(
      names = "--scatter",
      paramLabel = "FILE",
      description = "draws estimated against true counts as SVG")
  private @Nullable Path scatter;

  @Option(
      names = "--maps",
      paramLabel = "DIR",
      description =
          "draws true and estimated density of the best and worst images as PNG, without the image")
  private @Nullable Path maps;

  boolean drawsMaps() {
    return maps != null;
  }

  /** Before anything is counted. */
  void requirePlaces() throws IOException {
    if (scatter != null) {
      AtomicFile.requirePlace(scatter);
    }
    if (maps != null) {
      Files.createDirectories(maps);
    }
  }

  /** Nothing where it is not asked for. */
  void writeScatter(Evaluation evaluation) throws IOException {
    if (scatter != null) {
      String svg =
          CountScatter.svg(
              evaluation.dataset(),
              evaluation.images().stream()
                  .map(image -> new CountScatter.Dot(image.id(), image.truth(), image.estimate()))
                  .toList());
      AtomicFile.write(scatter, svg.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Nothing where they are not asked for. */
  void writeMaps(Evaluation evaluation, CrowdCounter counter, CrowdDataset images)
      throws IOException {
    if (maps != null) {
      drawMaps(evaluation, counter, images, maps);
    }
  }

  private static void drawMaps(
      Evaluation evaluation, CrowdCounter counter, CrowdDataset images, Path folder)
      throws IOException {
    List<ImageResult> bestFirst =
        evaluation.images().stream()
            .sorted(Comparator.comparingDouble(image -> relative(image)))
            .toList();
    int number = Math.min(EACH, bestFirst.size() / 2);
    for (int i = 0; i < number; i++) {
      draw(bestFirst.get(i), "best", i + 1, counter, images, folder);
      draw(bestFirst.get(bestFirst.size() - 1 - i), "worst", i + 1, counter, images, folder);
    }
  }

  private static void draw(
      ImageResult result,
      String name,
      int number,
      CrowdCounter counter,
      CrowdDataset images,
      Path folder)
      throws IOException {
    int index =
        IntStream.range(0, images.size())
            .filter(i -> images.id(i).equals(result.id()))
            .findFirst()
            .orElseThrow();
    HeatMap.writePng(
        DensityFigure.withoutImage(
            images.image(index), images.heads(index), counter.estimate(images.image(index))),
        folder.resolve(
            String.format(
                Locale.ROOT,
                "%s-%d-true-%d-estimated-%.0f.png",
                name,
                number,
                result.truth(),
                result.estimate())));
  }

  /** An error of 50 is much for 100 people and little for 1,000. */
  private static double relative(ImageResult image) {
    return Math.abs(image.error()) / Math.sqrt(image.truth() + 1.0);
  }
}
