package io.github.crowdrank.train;

import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.metric.CountingErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How well a counter does on a dataset.
 *
 * @param errors MAE, MSE as the papers print it, NAE and bias over all images
 * @param gridErrors mean grid average error GAME(0), GAME(1), ... (Guerrero-Gomez-Olmedo et al.
 *     2015)
 * @param images every image, in dataset order
 */
public record Evaluation(CountingErrors errors, List<Double> gridErrors, List<ImageResult> images) {
  /** Copies the lists. */
  public Evaluation {
    gridErrors = List.copyOf(gridErrors);
    images = List.copyOf(images);
  }

  /**
   * Writes one line per image, {@code image,truth,estimate,error,milliseconds}, under a header.
   *
   * @throws IOException if it cannot be written; the file is then as it was
   */
  public void writeCsv(Path file) throws IOException {
    StringBuilder text = new StringBuilder("image,truth,estimate,error,milliseconds\n");
    for (ImageResult image : images) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%.3f,%.3f,%d\n",
              quoted(image.id()),
              image.truth(),
              image.estimate(),
              image.error(),
              image.elapsed().toMillis()));
    }
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String field) {
    return field.matches("[^,\"\\r\\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
