package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;

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
  },
  /** The paper's, fed as its authors say: pixels as they are. */
  VGG16 {
    @Override
    NetworkSpec spec() {
      return Vgg16.counter();
    }

    @Override
    Preprocessing preprocessing() {
      return Preprocessing.none(ChannelOrder.BGR);
    }
  };

  abstract NetworkSpec spec();

  abstract Preprocessing preprocessing();
}
