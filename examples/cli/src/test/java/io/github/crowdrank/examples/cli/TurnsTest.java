package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.ImageCache;
import io.github.crowdrank.data.synthetic.EmptyScenes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int BYTES = 3 * 16 * 12;

  private final List<CrowdDataset> parts =
      List.of(new EmptyScenes(3, 16, 12, 1), new EmptyScenes(2, 16, 12, 2));

  @Test
  void an_image_takes_its_room_in_the_cache_once_however_often_it_is_drawn() throws IOException {
    ImageCache cache = ImageCache.ofBytes(1 << 20);

    CrowdDataset drawn =
        DatasetOptions.together(TrainCommand.inTurns(parts, List.of(3, 1), cache::cached));

    assertThat(drawn.size()).isEqualTo(3 * 3 + 2);
    for (int i = 0; i < drawn.size(); i++) {
      CrowdDataset part = parts.get(i < 9 ? 0 : 1);
      assertThat(drawn.image(i)).isEqualTo(part.image(i < 9 ? i % 3 : i - 9));
    }
    assertThat(cache.usedBytes()).isEqualTo((3 + 2) * BYTES);
  }

  @Test
  void each_turn_has_a_name_of_its_own() {
    assertThat(TrainCommand.inTurns(parts, List.of(2, 1), part -> part))
        .extracting(CrowdDataset::name)
        .containsExactly(
            "empty scenes of 16x12 pixels, seed 1",
            "empty scenes of 16x12 pixels, seed 1, turn 2",
            "empty scenes of 16x12 pixels, seed 2");
  }
}
