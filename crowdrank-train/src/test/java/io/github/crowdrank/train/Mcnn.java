package io.github.crowdrank.train;

import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The multi-column network of Zhang et al. 2016: three branches of kernels of different size,
 * joined by a 1x1 convolution. Grey pixels of 0..255 in, a density map of a quarter of the size
 * out.
 */
final class Mcnn {
  private static final int[][] KERNELS = {{9, 7, 7, 7}, {7, 5, 5, 5}, {5, 3, 3, 3}};
  private static final int[][] CHANNELS = {{16, 32, 16, 8}, {20, 40, 20, 10}, {24, 48, 24, 12}};

  /** Place of each convolution in the published branches, where poolings count too. */
  private static final int[] PUBLISHED = {0, 2, 4, 5};

  private Mcnn() {}

  static NetworkSpec spec() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Input("input", 1));
    List<String> ends = new ArrayList<>();
    for (int branch = 0; branch < 3; branch++) {
      String from = "input";
      for (int i = 0; i < 4; i++) {
        String name = name(branch, i);
        int kernel = KERNELS[branch][i];
        layers.add(
            new Layer.Convolution(
                name,
                from,
                CHANNELS[branch][i],
                kernel,
                1,
                Padding.same(kernel, 1),
                1,
                Activation.RELU));
        from = name;
        if (i < 2) {
          from = "pool" + branch + "_" + i;
          layers.add(new Layer.MaxPooling(from, name, 2, 2));
        }
      }
      ends.add(from);
    }
    layers.add(new Layer.Concatenation("join", ends));
    layers.add(new Layer.Convolution("fuse", "join", 1, 1, 1, Padding.NONE, 1, Activation.RELU));
    return new NetworkSpec("MCNN", layers);
  }

  private static String name(int branch, int convolution) {
    return "branch" + branch + "_" + convolution;
  }

  /** Our name of each tensor by the name in the published files. */
  static Map<String, String> publishedNames() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String kind : List.of("weight", "bias")) {
      for (int branch = 0; branch < 3; branch++) {
        for (int i = 0; i < 4; i++) {
          names.put(
              "DME.branch%d.%d.conv.%s".formatted(branch + 1, PUBLISHED[i], kind),
              name(branch, i) + "." + kind);
        }
      }
      names.put("DME.fuse.0.conv." + kind, "fuse." + kind);
    }
    return names;
  }
}
