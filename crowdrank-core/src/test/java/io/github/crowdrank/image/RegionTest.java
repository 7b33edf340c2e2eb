package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {
  @ParameterizedTest
  @CsvSource({"NaN,0,1,1", "0,Infinity,1,1", "0,0,0,1", "0,0,1,-1", "0,0,NaN,1", "0,0,1,Infinity"})
  void senseless_regions_are_refused(double x, double y, double width, double height) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Region(x, y, width, height))
        .withMessageContaining("%sx%s at (%s, %s)".formatted(width, height, x, y));
  }

  @Test
  void a_square_lies_around_its_centre() {
    assertThat(Region.squareAround(10, 20, 6)).isEqualTo(new Region(7, 17, 6, 6));
  }

  @Test
  void right_and_lower_edges_do_not_belong_to_it() {
    Region region = new Region(1, 2, 3, 4);

    assertThat(region.contains(1, 2)).isTrue();
    assertThat(region.contains(3.999, 5.999)).isTrue();
    assertThat(region.contains(4, 3)).isFalse();
    assertThat(region.contains(2, 6)).isFalse();
    assertThat(region.contains(0.999, 3)).isFalse();
    assertThat(region.contains(2, 1.999)).isFalse();
  }

  @Test
  void regions_contain_regions_up_to_their_edges() {
    Region region = new Region(1, 2, 3, 4);

    assertThat(region.contains(region)).isTrue();
    assertThat(region.contains(new Region(1, 2, 3.001, 4))).isFalse();
    assertThat(region.contains(new Region(0.999, 2, 3, 4))).isFalse();
    assertThat(region.contains(new Region(1, 1.999, 3, 4))).isFalse();
    assertThat(region.contains(new Region(1, 2, 3, 4.001))).isFalse();
  }

  @Test
  void an_image_holds_regions_up_to_rounding() {
    assertThat(Region.ofImage(10, 20).isInside(10, 20)).isTrue();
    assertThat(new Region(0, 0, 10 + 5e-10, 20).isInside(10, 20)).isTrue();
    assertThat(new Region(0, 0, 10.001, 20).isInside(10, 20)).isFalse();
    assertThat(new Region(0, 0.001, 10, 20).isInside(10, 20)).isFalse();
    assertThat(new Region(-0.001, 0, 10, 20).isInside(10, 20)).isFalse();
    assertThat(new Region(0, -0.001, 10, 20).isInside(10, 20)).isFalse();
  }
}
