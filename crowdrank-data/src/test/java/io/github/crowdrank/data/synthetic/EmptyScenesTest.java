package io.github.crowdrank.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmptyScenesTest {
  private static final int KINDS = EmptyScene.values().length;
  private static final CrowdDataset SCENES = new EmptyScenes(3 * KINDS, 90, 70, 5);

  @Test
  void every_kind_is_there_and_nobody_in_it() throws IOException {
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < SCENES.size(); i++) {
      assertThat(SCENES.heads(i)).isEmpty();
      kinds.add(SCENES.id(i).replaceAll("-\\d+$", ""));
    }
    assertThat(kinds).hasSize(KINDS);
  }

  @Test
  void pictures_differ_from_each_other_and_are_the_same_each_time() throws IOException {
    Set<RgbImage> pictures = new HashSet<>();
    for (int i = 0; i < SCENES.size(); i++) {
      RgbImage picture = SCENES.image(i);
      assertThat(picture.width()).isEqualTo(90);
      assertThat(picture.height()).isEqualTo(70);
      assertThat(picture).as(SCENES.id(i)).isEqualTo(SCENES.image(i));
      pictures.add(picture);
    }
    // Two plain pictures may both be black.
    assertThat(pictures).hasSizeGreaterThanOrEqualTo(3 * KINDS - 2);
  }

  @Test
  void sizes_are_checked() {
    assertThatThrownBy(() -> new EmptyScenes(1, 0, 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x5");
  }

  @Test
  void ids_are_the_same_in_every_language() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(SCENES.id(0)).isEqualTo("plain-0");
    } finally {
      Locale.setDefault(before);
    }
  }
}
