package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Fold;
import io.github.crowdrank.data.reader.ShanghaiTech;
import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.data.reader.ShanghaiTech.Subset;
import io.github.crowdrank.data.reader.UcfCc50;
import io.github.crowdrank.train.experiment.Division;
import io.github.crowdrank.train.experiment.EvaluateOn;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The benchmarks of the paper, kept in a cache as far as it lasts. Test images only if asked. */
record Datasets(CacheOptions cache) {
  List<Fold> ucfFolds(Path root) throws IOException {
    return UcfCc50.folds(cache.cached(UcfCc50.open(root)));
  }

  CrowdDataset ucf(Path root) throws IOException {
    return cache.cached(UcfCc50.open(root));
  }

  CrowdDataset partTrain(Path root, Part part) throws IOException {
    return cache.cached(ShanghaiTech.open(root, part, Subset.TRAIN));
  }

  Division part(Path root, Part part, ExperimentSetup setup) throws IOException {
    CrowdDataset test =
        setup.evaluateOn() == EvaluateOn.TEST
            ? cache.cached(ShanghaiTech.open(root, part, Subset.TEST))
            : null;
    return new Division("part " + part, partTrain(root, part), test);
  }

  List<Division> parts(Path root, List<Part> parts, ExperimentSetup setup) throws IOException {
    List<Division> divisions = new ArrayList<>();
    for (Part part : parts) {
      divisions.add(part(root, part, setup));
    }
    return divisions;
  }
}
