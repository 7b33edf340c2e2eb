package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.data.reader.ShanghaiTech;
import io.github.crowdrank.data.synthetic.EmptyScene;
import io.github.crowdrank.data.synthetic.EmptyScenes;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bundled model says where there is nobody, and of one picture in several sizes. */
class BundledModelSanityTest {
  private static final int EACH = 3;
  private static final boolean ALL_IMAGES = Boolean.getBoolean("crowdrank.slow");
  private static final int SOME_IMAGES = 10;

  private CrowdCounter counter;

  @BeforeEach
  void load() throws IOException {
    counter = CrowdCounter.load(BundledModel.COMPACT);
  }

  @AfterEach
  void close() {
    counter.close();
  }

  @Test
  void where_there_is_nobody_next_to_nobody_is_counted() throws IOException {
    nextToNobodyIsCountedBy(counter);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nor_does_either_set_of_weights_by_itself_see_any(boolean sparse) throws IOException {
    CrowdModel whole = BundledModel.COMPACT.load();
    CrowdModel model = sparse ? whole.sparseOnly() : whole.withoutSparse();
    try (CrowdCounter alone = CrowdCounter.builder(model).build()) {
      nextToNobodyIsCountedBy(alone);
    }
  }

  private static void nextToNobodyIsCountedBy(CrowdCounter counter) throws IOException {
    int kinds = EmptyScene.values().length;
    // Not the seed that `train --empty-scenes` paints with.
    CrowdDataset scenes = new EmptyScenes(EACH * kinds, 800, 600, 99);
    for (int i = 0; i < scenes.size(); i++) {
      double count = counter.estimate(scenes.image(i)).count();
      System.out.printf(Locale.ROOT, "%-16s counted %7.1f%n", scenes.id(i), count);
      assertThat(count).as(scenes.id(i)).isLessThan(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void half_and_double_size_change_the_count_little(ShanghaiTech.Part part) throws IOException {
    halfAndDoubleSizeChangeLittle(counter, part);
  }

  private static void halfAndDoubleSizeChangeLittle(CrowdCounter counter, ShanghaiTech.Part part)
      throws IOException {
    Split split = ValidationComparisonTest.split(part);
    CrowdDataset images = split.validation();
    double half = 0;
    double whole = 0;
    double twice = 0;
    int looked = ALL_IMAGES ? images.size() : Math.min(SOME_IMAGES, images.size());
    double[] atHalf = new double[looked];
    double[] atTwice = new double[looked];
    for (int i = 0; i < looked; i++) {
      RgbImage image = images.image(i);
      double own = counter.estimate(image).count();
      atHalf[i] = count(counter, image, 0.5) / own;
      atTwice[i] = count(counter, image, 2) / own;
      half += atHalf[i] * own;
      whole += own;
      twice += atTwice[i] * own;
    }
    System.out.printf(
        Locale.ROOT,
        "part %s, %d images, all heads: %.0f at half, %.0f at their own, %.0f at double size;"
            + " single images at half %s, at double size %s%n",
        part,
        looked,
        half,
        whole,
        twice,
        single(atHalf),
        single(atTwice));
    double bound = ALL_IMAGES ? 0.15 : 0.25;
    assertThat(half / whole).isBetween(1 - bound, 1 + bound);
    assertThat(twice / whole).isBetween(1 - bound, 1 + bound);
  }

  /** How far the counts of single images are from those at their own size. */
  private static String single(double[] ratios) {
    double[] apart = Arrays.stream(ratios).map(ratio -> Math.abs(ratio - 1)).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.0f %% apart in the median, %d within 15 %%",
        100 * apart[apart.length / 2],
        Arrays.stream(apart).filter(it -> it <= 0.15).count());
  }

  private static double count(CrowdCounter counter, RgbImage image, double scale) {
    Region all = new Region(0, 0, image.width(), image.height());
    int width = (int) Math.round(scale * image.width());
    int height = (int) Math.round(scale * image.height());
    return counter.estimate(image.resample(all, width, height)).count();
  }
}
