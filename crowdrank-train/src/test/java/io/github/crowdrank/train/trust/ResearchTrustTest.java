package io.github.crowdrank.train.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.reader.ShanghaiTech;
import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.data.synthetic.EmptyScenes;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.RankingViolations;
import io.github.crowdrank.research.ResearchData;
import io.github.crowdrank.train.trust.Divisions.Known;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Intervals and audits of the bundled model on photographs: some of them, made smaller, or with
 * {@code -Dcrowdrank.slow=true} all of them as they are.
 */
class ResearchTrustTest {
  private static final boolean ALL = Boolean.getBoolean("crowdrank.slow");
  private static final int SOME = 40;
  private static final int SMALL_SIDE = 320;
  private static final int DIVISIONS = 1000;

  /** Pictures of scenes that also stand in the benchmark's test split. */
  private static final Set<String> DOUBTFUL =
      Set.of("IMG_2", "IMG_60", "IMG_97", "IMG_121", "IMG_139", "IMG_154");

  private CrowdCounter counter;

  @BeforeEach
  void load() {
    counter = CrowdCounter.load(BundledModel.COMPACT);
  }

  @AfterEach
  void close() {
    counter.close();
  }

  private static CrowdDataset train(Part part) throws IOException {
    Path root = ResearchData.folder().resolve("ShanghaiTech");
    CrowdDataset images = ShanghaiTech.open(root, part, ShanghaiTech.Subset.TRAIN);
    return part == Part.A ? images.without(DOUBTFUL) : images;
  }

  /** The images that {@code train --validation 0.1 --seed 1} holds out. */
  private static CrowdDataset validation(Part part) throws IOException {
    return train(part).split(0.9, new SplittableRandom(part == Part.A ? 1 : 2)).validation();
  }

  private static RgbImage sized(RgbImage image) {
    double scale = (double) SMALL_SIDE / Math.max(image.width(), image.height());
    return ALL || scale >= 1
        ? image
        : image.resample(
            Region.ofImage(image.width(), image.height()),
            (int) Math.ceil(scale * image.width()),
            (int) Math.ceil(scale * image.height()));
  }

  @Test
  void intervals_hold_the_truth_of_images_they_were_not_calibrated_on() throws IOException {
    List<Known> learned = new ArrayList<>();
    List<Known> heldOut = new ArrayList<>();
    List<Known> a = known(Part.A, learned, heldOut);
    List<Known> b = known(Part.B, learned, heldOut);
    List<Known> both = Stream.concat(a.stream(), b.stream()).toList();
    for (List<Known> images : List.of(both, a, b)) {
      Divisions.Errors errors = Divisions.meanErrors(images, DIVISIONS, 5);
      System.out.printf(
          Locale.ROOT,
          "%d images, %d divisions: mean absolute error %.1f, corrected by a curve of the other"
              + " half %.1f%n",
          images.size(),
          DIVISIONS,
          errors.plain(),
          errors.corrected());
    }
    for (double confidence : new double[] {0.8, 0.9}) {
      double coverage = Divisions.meanCoverage(both, confidence, DIVISIONS, 1);
      System.out.printf(
          Locale.ROOT,
          "%.0f %% intervals, %d + %d images, %d divisions: %.1f %% held; part A %.1f %%, part B"
              + " %.1f %%; calibrated on A, checked on B %.1f %%, the other way %.1f %%; mean width"
              + " %.2f of the count on A, %.2f on B%n",
          100 * confidence,
          a.size(),
          b.size(),
          DIVISIONS,
          100 * coverage,
          100 * Divisions.meanCoverage(a, confidence, DIVISIONS, 2),
          100 * Divisions.meanCoverage(b, confidence, DIVISIONS, 3),
          100 * Divisions.coverage(a, b, confidence),
          100 * Divisions.coverage(b, a, confidence),
          Divisions.meanWidth(a, confidence),
          Divisions.meanWidth(b, confidence));
      assertThat(coverage).isBetween(confidence - 0.03, confidence + 0.03);
      if (ALL) {
        System.out.printf(
            Locale.ROOT,
            "%.0f %% intervals of the %d validation images alone: %.1f %% held; calibrated on the"
                + " %d others, checked on these: %.1f %%%n",
            100 * confidence,
            heldOut.size(),
            100 * Divisions.meanCoverage(heldOut, confidence, DIVISIONS, 4),
            learned.size(),
            100 * Divisions.coverage(learned, heldOut, confidence));
      }
    }
  }

  /** Those of a part, which are also added to the images held out or to the others. */
  private List<Known> known(Part part, List<Known> learned, List<Known> heldOut)
      throws IOException {
    CrowdDataset images = train(part);
    Set<String> validation = ids(validation(part));
    List<Known> known = new ArrayList<>();
    for (int i = 0; i < (ALL ? images.size() : SOME); i++) {
      Known image = Known.of(counter, sized(images.image(i)), images.heads(i).size());
      known.add(image);
      (validation.contains(images.id(i)) ? heldOut : learned).add(image);
    }
    return known;
  }

  private static Set<String> ids(CrowdDataset images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).collect(Collectors.toSet());
  }

  @Test
  void an_audit_is_compared_with_true_errors_and_with_pictures_of_nobody() throws IOException {
    List<RankingViolations> all = new ArrayList<>();
    for (Part part : Part.values()) {
      CrowdDataset images = validation(part);
      int looked = ALL ? images.size() : 8;
      RankingAudit audit = audit(images.unlabeled(), looked);
      double[] rates = new double[looked];
      double[] sizes = new double[looked];
      double[] errors = new double[looked];
      double[] relative = new double[looked];
      for (int i = 0; i < looked; i++) {
        AuditedPicture picture = audit.pictures().get(i);
        int truth = images.heads(i).size();
        rates[i] = picture.violations().rate();
        sizes[i] = picture.violations().size();
        errors[i] = Math.abs(picture.count() - truth);
        relative[i] = errors[i] / Math.max(1, truth);
        all.add(picture.violations());
      }
      SpearmansCorrelation spearman = new SpearmansCorrelation();
      System.out.printf(
          Locale.ROOT,
          "part %s, %d images: %.1f %% violated; Spearman of rate and error %.2f, relative error"
              + " %.2f; of size and error %.2f, relative error %.2f%n",
          part,
          looked,
          100 * audit.violations().rate(),
          spearman.correlation(rates, errors),
          spearman.correlation(rates, relative),
          spearman.correlation(sizes, errors),
          spearman.correlation(sizes, relative));
    }
    double suspects =
        all.stream().filter(it -> it.rate() > RankingAudit.SUSPECT_RATE).count()
            / (double) all.size();
    CrowdDataset nobody = new EmptyScenes(ALL ? 27 : 9, 800, 600, 99);
    RankingAudit empty = audit(nobody.unlabeled(), nobody.size());
    for (AuditedPicture picture : empty.pictures()) {
      System.out.printf(
          Locale.ROOT,
          "%-16s counted %7.1f, %.1f %% violated%n",
          picture.id(),
          picture.count(),
          100 * picture.violations().rate());
    }
    System.out.printf(
        Locale.ROOT,
        "suspect: %.1f %% of %d photographs, %d of %d pictures without people%n",
        100 * suspects,
        all.size(),
        empty.suspects(RankingAudit.SUSPECT_RATE).size(),
        nobody.size());
    assertThat(suspects).isLessThan(ALL ? 0.06 : 0.2);
  }

  private RankingAudit audit(UnlabeledImages images, int looked) {
    UnlabeledImages some =
        images.subset(images.name(), IntStream.range(0, looked).boxed().toList());
    return RankingAudit.of(counter, some, RankingTrial.standard(), ImageProgress.NONE);
  }
}
