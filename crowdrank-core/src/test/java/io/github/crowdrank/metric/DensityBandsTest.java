package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DensityBandsTest {
  @Test
  void bands_of_nwpu_are_those_of_its_levels() {
    DensityBands bands = DensityBands.nwpu();

    assertThat(List.of(0, 1, 100, 101, 500, 501, 5000, 5001))
        .extracting(truth -> bands.name(bands.bandOf(truth)))
        .containsExactly(
            "0", "1-100", "1-100", "101-500", "101-500", "501-5000", "501-5000", "5001+");
    assertThat(bands.bandOf(100.4)).isEqualTo(bands.bandOf(101));
    assertThat(DensityBands.jhuCrowd().name(0)).isEqualTo("0-50");
    assertThat(DensityBands.of().name(0)).isEqualTo("0+");
  }

  @Test
  void each_band_with_images_has_its_own_errors() {
    List<BandErrors> errors =
        DensityBands.nwpu()
            .errors(
                List.of(
                    new CountPair(700, 600),
                    new CountPair(0, 3),
                    new CountPair(90, 100),
                    new CountPair(10, 4)));

    assertThat(errors).extracting(BandErrors::band).containsExactly("0", "1-100", "501-5000");
    assertThat(errors).extracting(band -> band.errors().images()).containsExactly(1, 2, 1);
    assertThat(errors).extracting(band -> band.errors().mae()).containsExactly(3.0, 8.0, 100.0);
  }

  @Test
  void borders_that_do_not_ascend_are_refused() {
    assertThatThrownBy(() -> DensityBands.of(100, 100)).hasMessageContaining("[100, 100]");
    assertThatThrownBy(() -> DensityBands.of(-1)).hasMessageContaining("-1");
  }
}
