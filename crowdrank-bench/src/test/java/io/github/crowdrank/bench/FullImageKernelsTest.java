package io.github.crowdrank.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullImageKernelsTest {
  @Test
  void paint_what_the_painter_paints() {
    List<HeadPoint> heads = List.of(new HeadPoint(3, 5), new HeadPoint(80.5, 60.25));
    DensityMap expected = DensityPainter.paper().paint(heads, 160, 120);
    float[] actual = new FullImageKernels(15).paint(heads, 160, 120);
    double sum = 0;
    double difference = 0;
    for (int i = 0; i < actual.length; i++) {
      sum += actual[i];
      difference += Math.abs(actual[i] - expected.at(i % 160, i / 160));
    }
    assertThat(sum).isCloseTo(2, within(1e-4));
    // Values at pixel centres against integrals cut off at four sigma.
    assertThat(difference).isLessThan(0.01);
  }
}
