package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.ColorOrder;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightImport;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The ready-made networks, as the command line calls them. */
enum NetworkChoice {
  /** The bundled model's. */
  MOBILENET {
    @Override
    NetworkSpec spec() {
      return MobileNetV1.counter();
    }

    @Override
    Preprocessing preprocessing() {
      return Preprocessing.signedRgb();
    }

    @Override
    ImportedWeights read(Path file, Weights start) throws IOException {
      return WeightImport.mobileNetV1(WeightFile.read(file).tensors(), start);
    }
  },
  /**
   * The paper's, fed as its authors say: pixels as they are, also to weights of Caffe and Keras,
   * which were trained on pixels minus a mean. What torchvision's were trained on goes into their
   * first layer.
   */
  VGG16 {
    @Override
    NetworkSpec spec() {
      return Vgg16.counter();
    }

    @Override
    Preprocessing preprocessing() {
      return Preprocessing.none(ChannelOrder.BGR);
    }

    @Override
    ImportedWeights read(Path file, Weights start) throws IOException {
      Map<String, Tensor> tensors = WeightFile.read(file).tensors();
      return tensors.containsKey("features.0.weight")
          ? WeightImport.torchvisionVgg16(tensors, start)
          : WeightImport.vgg16(tensors, start, ColorOrder.KEEP);
    }
  };

  abstract NetworkSpec spec();

  /**
   * Whether layers that start at random have to be scaled to those below them that do not: VGG's,
   * which do not normalise, unless only the head is random, as in the paper.
   */
  boolean needsScaledStart(ImportedWeights imported) {
    return this == VGG16
        && !imported.filled().isEmpty()
        && !imported.kept().equals(List.of(spec().output().name()));
  }

  abstract Preprocessing preprocessing();

  /** Fills what a file of ImageNet weights has. */
  abstract ImportedWeights read(Path file, Weights start) throws IOException;
}
