package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.ReceptiveField;
import io.github.crowdrank.network.Vgg16;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What output cells see is what changes them: found by lighting one row or column at a time. */
class ReceptiveFieldTest {
  private static final int SIDE = 72;

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void is_what_lit_rows_and_columns_show(long seed) {
    holds(RandomNetworks.draw(new SplittableRandom(seed), SIDE));
  }

  @Test
  void is_what_lit_rows_and_columns_show_for_every_kind_of_layer() {
    holds(RandomNetworks.everyKind());
  }

  private static void holds(NetworkSpec spec) {
    ReceptiveField field = spec.receptiveField();
    int[] rows = seen(spec, true);
    int[] columns = seen(spec, false);
    int[] said = {field.top(), field.bottom(), field.left(), field.right()};
    int[] shown = {rows[0], rows[1], columns[0], columns[1]};

    for (int i = 0; i < said.length; i++) {
      assertThat(shown[i]).isLessThanOrEqualTo(said[i]);
    }
    // Upsampled cells see different parts of what they might, and a small picture hides the rest.
    boolean isExact = spec.layers().stream().noneMatch(Layer.Upsampling.class::isInstance);
    if (isExact && Arrays.stream(said).max().orElseThrow() < SIDE / 2 - 2 * spec.sizeMultiple()) {
      assertThat(shown).isEqualTo(said);
    }
  }

  /**
   * The farthest lit line that any cell saw before and after its block. Weights of one, no biases
   * and an input of zeros: a cell is zero unless it sees the line.
   */
  private static int[] seen(NetworkSpec spec, boolean isRow) {
    double[] ones = new double[spec.parameterCount()];
    for (Parameter parameter : spec.parameters()) {
      if (parameter.kind() == Parameter.Kind.WEIGHT) {
        Arrays.fill(ones, parameter.offset(), parameter.offset() + parameter.size(), 1);
      }
    }
    NaiveNetwork network = new NaiveNetwork(spec, ones);
    int channels = spec.input().channels();
    FeatureShape out = Objects.requireNonNull(spec.shapes(SIDE, SIDE).get(spec.output().name()));
    int stride = spec.stride();
    int before = 0;
    int after = 0;
    for (int line = SIDE / 2; line < SIDE / 2 + Math.min(16, 2 * spec.sizeMultiple()); line++) {
      double[] input = new double[channels * SIDE * SIDE];
      for (int i = 0; i < channels * SIDE; i++) {
        input[isRow ? (i / SIDE * SIDE + line) * SIDE + i % SIDE : i * SIDE + line] = 1;
      }
      double[] output = network.forward(1, SIDE, SIDE, input);
      for (int i = 0; i < output.length; i++) {
        if (output[i] != 0) {
          int cell = isRow ? i / out.width() % out.height() : i % out.width();
          before = Math.max(before, stride * cell - line);
          after = Math.max(after, line - (stride * cell + stride - 1));
        }
      }
    }
    return new int[] {before, after};
  }

  @Test
  void follows_from_kernels_by_hand() {
    assertThat(of(new Layer.Convolution("c", "input", 1, 3, 1, Padding.same(3, 2), 2, RELU)))
        .isEqualTo(new ReceptiveField(2, 2, 2, 2));
    assertThat(of(new Layer.Convolution("c", "input", 1, 4, 2, new Padding(1, 0, 0, 3), 1, RELU)))
        .isEqualTo(new ReceptiveField(1, 0, 1, 2));
    assertThat(of(new Layer.MaxPooling("p", "input", 2, 2)))
        .isEqualTo(new ReceptiveField(0, 0, 0, 0));
  }

  private static final Activation RELU = Activation.RELU;

  private static ReceptiveField of(Layer layer) {
    return new NetworkSpec("one", List.of(new Layer.Input("input", 1), layer)).receptiveField();
  }

  /**
   * VGG-16 to conv5_3 sees 196 pixels; the counter's own 3x3 convolution at stride 16 adds 32. Of
   * that, 16 are the cell itself.
   */
  @Test
  void of_the_ready_made_networks() {
    ReceptiveField vgg = Vgg16.counter().receptiveField();
    assertThat(vgg.top() + 16 + vgg.bottom()).isEqualTo(196 + 32);
    assertThat(vgg.top()).isEqualTo(vgg.left()).isEqualTo(vgg.bottom()).isEqualTo(vgg.right());
    ReceptiveField mobile = MobileNetV1.counter().receptiveField();
    assertThat(mobile.top()).isEqualTo(mobile.left()).isBetween(100, 250);
    assertThat(mobile.bottom()).isEqualTo(mobile.right()).isBetween(100, 250);
  }

  @Test
  void activations_that_live_at_once_are_counted_once() {
    Layer.Convolution first =
        new Layer.Convolution("a", "input", 8, 3, 1, Padding.same(3, 1), 1, RELU);
    Layer.Convolution second =
        new Layer.Convolution("b", "a", 2, 3, 1, Padding.same(3, 1), 1, RELU);
    NetworkSpec chain = new NetworkSpec("n", List.of(new Layer.Input("input", 3), first, second));
    // Input and a, or a and b: never all three.
    assertThat(chain.activationBytes(10, 20)).isEqualTo(4 * 200 * (3 + 8));
    NetworkSpec skip =
        new NetworkSpec(
            "n",
            List.of(
                new Layer.Input("input", 3),
                first,
                second,
                new Layer.Concatenation("c", List.of("b", "input"))));
    assertThat(skip.activationBytes(10, 20)).isEqualTo(4 * 200 * (3 + 8 + 2));
  }
}
