package io.github.crowdrank.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.DiskImageCache;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticCrowdTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void the_same_seed_gives_the_same_scene(long seed) {
    SyntheticCrowd painter = SyntheticCrowd.standard();
    assertThat(painter.paint(new SplittableRandom(seed)))
        .isEqualTo(painter.paint(new SplittableRandom(seed)))
        .isNotEqualTo(painter.paint(new SplittableRandom(seed + 100)));
  }

  @ParameterizedTest(name = "{0}x{1} pixels, {2} people")
  @CsvSource({"64,64,0", "64,64,1", "64,64,500", "65,301,40", "640,64,40", "1024,768,3000"})
  void scenes_of_any_size_hold_heads_inside_the_image(int width, int height, int people) {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(width, height).people(people).build();
    SyntheticScene scene = painter.paint(new SplittableRandom(5));
    assertThat(scene.image().width()).isEqualTo(width);
    assertThat(scene.image().height()).isEqualTo(height);
    assertThat(scene.heads()).hasSizeLessThanOrEqualTo(people);
    assertThat(scene.heads()).allMatch(head -> head.isInside(width, height));
  }

  @Test
  void nearly_everybody_is_seen_where_there_is_room() {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(1024, 768).people(100).build();
    int seen =
        IntStream.range(0, 5)
            .map(seed -> painter.paint(new SplittableRandom(seed)).heads().size())
            .sum();
    assertThat(seen).isBetween(450, 500);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void a_head_is_annotated_exactly_where_its_centre_shows(long seed) {
    Light light = new Light(0, -1, 0, 1, Color.grey(1), 0);
    Perspective perspective = new Perspective(10, 100, 10, 20);
    SplittableRandom random = new SplittableRandom(seed);
    List<Person> people = Crowd.draw(40, 120, 100, perspective, random);
    Canvas canvas = new Canvas(120, 100, light);
    people.stream()
        .sorted((a, b) -> Double.compare(a.depth(), b.depth()))
        .forEach(person -> person.paint(canvas));
    int hidden = 0;
    for (Person person : people) {
      // Painted again on top of all: its colours at its centre are there only if it was seen.
      boolean seen = canvas.ownerAt(person.x(), person.y()) == person.mark();
      boolean covered =
          people.stream()
              .filter(other -> other.depth() > person.depth())
              .anyMatch(other -> covers(other, person));
      assertThat(seen).isEqualTo(!covered);
      hidden += covered ? 1 : 0;
    }
    assertThat(hidden).isBetween(1, 39);
  }

  /** Whether one person alone paints the pixel in which another's head is centred. */
  private static boolean covers(Person front, Person back) {
    Canvas alone = new Canvas(120, 100, new Light(0, -1, 0, 1, Color.grey(1), 0));
    alone.paintAs(-1);
    alone.rectangle(0, 0, 120, 100, Color.grey(0));
    front.paint(alone);
    return alone.ownerAt(back.x(), back.y()) != -1;
  }

  @Test
  void heads_shrink_towards_the_horizon() {
    Perspective perspective = new Perspective(100, 500, 4, 40);
    assertThat(perspective.headSize(100)).isEqualTo(4);
    assertThat(perspective.headSize(300)).isCloseTo(22, within(1e-12));
    assertThat(perspective.headSize(500)).isEqualTo(40);
  }

  @Test
  void a_crowd_changes_the_picture_where_its_heads_are_and_not_the_sky() {
    SyntheticCrowd.Builder choices = SyntheticCrowd.builder().distractors(0).horizon(0.3, 0.3);
    RgbImage empty = choices.people(0).build().paint(new SplittableRandom(3)).image();
    SyntheticScene scene = choices.people(100).build().paint(new SplittableRandom(3));
    double atHeads = 0;
    for (HeadPoint head : scene.heads()) {
      atHeads += difference(empty, scene.image(), (int) head.x(), (int) head.y());
    }
    double inSky = 0;
    for (int x = 0; x < 512; x++) {
      inSky += difference(empty, scene.image(), x, 0);
    }
    assertThat(atHeads / scene.heads().size()).isGreaterThan(3 * inSky / 512);
  }

  private static int difference(RgbImage a, RgbImage b, int x, int y) {
    return Math.abs((a.rgb(x, y) >> 8 & 255) - (b.rgb(x, y) >> 8 & 255));
  }

  @Test
  void a_dataset_gives_the_same_scenes_in_any_order_and_from_many_threads() throws IOException {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(96, 64).people(5, 20).build();
    CrowdDataset dataset = painter.dataset(20, 7);
    CrowdDataset again = painter.dataset(20, 7);
    List<RgbImage> parallel =
        IntStream.range(0, 20).parallel().mapToObj(i -> image(again, 19 - i)).toList();
    for (int i = 0; i < 20; i++) {
      assertThat(dataset.image(i)).isEqualTo(parallel.get(19 - i));
      assertThat(dataset.heads(i)).isEqualTo(again.heads(i));
    }
    assertThat(parallel).doesNotHaveDuplicates();
    UnlabeledImages unlabeled = painter.unlabeled(20, 7);
    assertThat(unlabeled.image(3)).isEqualTo(dataset.image(3));
  }

  private static RgbImage image(CrowdDataset dataset, int index) {
    try {
      return dataset.image(index);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void datasets_of_neighbouring_seeds_share_no_scene() throws IOException {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(64, 64).people(10).build();
    List<HeadPoint> first = painter.dataset(3, 1).heads(1);
    for (int i = 0; i < 3; i++) {
      assertThat(painter.dataset(3, 2).heads(i)).isNotEqualTo(first);
    }
  }

  @Test
  void choices_out_of_range_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticCrowd.builder().size(63, 64).build())
        .withMessageContaining("63x64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticCrowd.builder().people(5, 4).build())
        .withMessageContaining("5 to 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticCrowd.builder().clutter(Double.NaN).build())
        .withMessageContaining("clutter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticCrowd.builder().horizon(0.5, 0.4).build())
        .withMessageContaining("horizon");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticCrowd.builder().headSize(1, 4).build())
        .withMessageContaining("heads");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticCrowd.builder().distractors(-1).build())
        .withMessageContaining("distractors");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticCrowd.standard().dataset(-1, 0))
        .withMessageContaining("-1");
  }

  @Test
  void paintings_of_other_choices_share_no_image_in_a_cache(@TempDir Path folder)
      throws IOException {
    List<CrowdDataset> paintings = new ArrayList<>();
    for (UnaryOperator<SyntheticCrowd.Builder> choice :
        List.<UnaryOperator<SyntheticCrowd.Builder>>of(
            builder -> builder,
            builder -> builder.size(64, 80),
            builder -> builder.people(3),
            builder -> builder.people(2, 3),
            builder -> builder.horizon(0.2, 0.2),
            builder -> builder.headSize(6, 13),
            builder -> builder.clutter(0.2),
            builder -> builder.distractors(100))) {
      SyntheticCrowd.Builder builder =
          SyntheticCrowd.builder().size(80, 64).people(2).headSize(6, 12);
      paintings.add(choice.apply(builder).build().dataset(2, 1));
    }
    paintings.add(new EmptyScenes(12, 80, 64, 1));
    paintings.add(new EmptyScenes(12, 64, 80, 1));
    DiskImageCache cache = DiskImageCache.of(folder, 1 << 20);
    for (CrowdDataset painting : paintings) {
      for (int i = 0; i < painting.size(); i++) {
        assertThat(cache.cached(painting).image(i)).isEqualTo(painting.image(i));
      }
    }
    assertThat(paintings).extracting(CrowdDataset::name).doesNotHaveDuplicates();
    assertThat(paintings.get(0).name())
        .isEqualTo("painted scenes (seed 1, 80x64 pixels, 2 people, heads of 6.0 to 12.0 pixels)");
    assertThat(SyntheticCrowd.standard().dataset(1, 1).name()).isEqualTo("painted scenes (seed 1)");
  }
}
