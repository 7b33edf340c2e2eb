package io.github.crowdrank.train;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.LabeledPatch;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.density.DensityField;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.loss.DensityTarget;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.train.RandomStreams.Stream;
import io.github.crowdrank.train.TrainingProblem.BrokenImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Draws the patches of a plan. Safe for use by many threads: all that is random is in the plan. */
final class BatchAssembler {
  private final CrowdDataset labeled;
  private final UnlabeledImages unlabeled;
  private final LabeledPatchSampler labeledSampler;
  private final RankedPatchSampler rankedSampler;
  private final TrainingImages labeledImages;
  private final TrainingImages unlabeledImages;
  private final Preprocessing preprocessing;
  private final RandomStreams random;

  /** What does not change from patch to patch of an image, by its number. */
  private final ConcurrentMap<Integer, DensityField> fields = new ConcurrentHashMap<>();

  BatchAssembler(
      CrowdDataset labeled,
      UnlabeledImages unlabeled,
      LabeledPatchSampler labeledSampler,
      RankedPatchSampler rankedSampler,
      Preprocessing preprocessing,
      RandomStreams random,
      Reaction brokenImage) {
    this.labeled = labeled;
    this.unlabeled = unlabeled;
    this.labeledImages = TrainingImages.of(labeled, brokenImage);
    this.unlabeledImages = TrainingImages.of(unlabeled, brokenImage);
    this.labeledSampler = labeledSampler;
    this.rankedSampler = rankedSampler;
    this.preprocessing = preprocessing;
    this.random = random;
  }

  CrowdDataset labeled() {
    return labeled;
  }

  UnlabeledImages unlabeled() {
    return unlabeled;
  }

  RandomStreams random() {
    return random;
  }

  /**
   * Which images one step reads.
   *
   * @param firstLabeled number of the first labelled draw of the step, over the whole training
   * @param labeledItems image of each labelled draw
   * @param firstRanked number of the first ranked draw
   * @param rankedItems image of each ranked group
   */
  record Plan(
      long firstLabeled, List<Integer> labeledItems, long firstRanked, List<Integer> rankedItems) {}

  TrainingBatch assemble(Plan plan) throws IOException {
    int groups = plan.rankedItems().size();
    int ranked = groups * rankedSampler.patches();
    int side = labeledSampler.size();
    FeatureMaps input =
        FeatureMaps.zeros(
            plan.labeledItems().size() + ranked, preprocessing.order().channels(), side, side);
    List<DensityTarget> targets = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    List<BrokenImage> broken = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < plan.labeledItems().size(); i++) {
      TrainingImages.Numbered read = labeledImages.read(plan.labeledItems().get(i), broken);
      LabeledPatch patch =
          labeledSampler.sample(
              read.image(),
              field(read.item(), read.image()),
              random.at(Stream.LABELED_PATCH, plan.firstLabeled() + i));
      preprocessing.apply(patch.pixels(), input, next++);
      targets.add(target(patch));
      sources.add(labeledImages.source(read.item()) + " " + patch.region());
    }
    for (int i = 0; i < groups; i++) {
      TrainingImages.Numbered read = unlabeledImages.read(plan.rankedItems().get(i), broken);
      RgbImage image = read.image();
      long draw = plan.firstRanked() + i;
      List<RgbImage> patches = rankedSampler.sample(image, random.at(Stream.RANKED_PATCHES, draw));
      for (RgbImage patch : patches) {
        preprocessing.apply(patch, input, next++);
      }
      Region largest =
          rankedSampler
              .regions(image.width(), image.height(), random.at(Stream.RANKED_PATCHES, draw))
              .get(0);
      sources.add(unlabeledImages.source(read.item()) + " " + largest);
    }
    return new TrainingBatch(input, targets, ranked, sources, broken);
  }

  private DensityField field(int item, RgbImage image) throws IOException {
    DensityField known = fields.get(item);
    if (known != null) {
      return known;
    }
    DensityField made = labeledSampler.field(labeled.heads(item), image.width(), image.height());
    fields.put(item, made);
    return made;
  }

  private DensityTarget target(LabeledPatch patch) {
    double stride = labeledSampler.stride();
    List<HeadPoint> inCells =
        patch.heads().stream()
            .map(head -> new HeadPoint(head.x() / stride, head.y() / stride))
            .toList();
    return new DensityTarget(patch.density(), inCells);
  }
}
