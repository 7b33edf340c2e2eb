package io.github.crowdrank.data.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.ImageDescriptor;
import io.github.crowdrank.ImageDescriptors;
import io.github.crowdrank.data.CountedImages;
import io.github.crowdrank.data.InterruptedImages;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.similar.SimilarImages.Answer;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryByExampleTest {
  private static final UnlabeledImages SCENES =
      SyntheticCrowd.builder().size(160, 128).people(5, 80).build().unlabeled(16, 3);

  private static ImageDescriptors descriptors;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    descriptors = ImageDescriptors.load();
  }

  @AfterAll
  static void close() {
    descriptors.close();
  }

  private SimilarImages search(UnlabeledImages queries, UnlabeledImages pool, int nearest)
      throws IOException {
    try (DescriptorIndex index =
        DescriptorIndex.open(
            folder.resolve("index"), descriptors.space(), descriptors.dimension())) {
      return QueryByExample.builder(descriptors, index)
          .queries(queries)
          .pool(pool)
          .nearest(nearest)
          .build()
          .run();
    }
  }

  @Test
  void the_answers_are_the_nearest_but_for_the_queries_themselves() throws IOException {
    UnlabeledImages queries = SCENES.subset("queries", List.of(2, 5));

    SimilarImages similar = search(queries, SCENES, 3);

    List<ImageDescriptor> all = new ArrayList<>();
    for (int i = 0; i < SCENES.size(); i++) {
      all.add(descriptors.of(SCENES.image(i)));
    }
    List<Integer> expected =
        IntStream.of(2, 5)
            .boxed()
            .flatMap(
                query ->
                    IntStream.range(0, SCENES.size())
                        .boxed()
                        .filter(i -> i != 2 && i != 5)
                        .sorted(
                            (a, b) -> Double.compare(cosine(all, query, b), cosine(all, query, a)))
                        .limit(3))
            .distinct()
            .sorted()
            .toList();
    assertThat(similar.answers()).extracting(Answer::index).isEqualTo(expected);
    for (int i = 0; i < similar.answers().size(); i++) {
      Answer answer = similar.answers().get(i);
      assertThat(similar.images().id(i)).isEqualTo(answer.picture());
      double better = Math.max(cosine(all, 2, answer.index()), cosine(all, 5, answer.index()));
      assertThat(answer.cosine()).isCloseTo(better, within(1e-5));
      int query = answer.query().equals(SCENES.id(2)) ? 2 : 5;
      assertThat(cosine(all, query, answer.index())).isCloseTo(better, within(1e-5));
    }
  }

  private static double cosine(List<ImageDescriptor> all, int a, int b) {
    return all.get(a).cosine(all.get(b));
  }

  @Test
  void the_pool_is_read_once_and_what_cannot_be_read_is_listed() throws IOException {
    UnlabeledImages queries = SCENES.subset("queries", List.of(0));
    CountedImages pool = new CountedImages(SCENES, 7);

    SimilarImages first = search(queries, pool, 20);
    assertThat(first.images().size()).isEqualTo(14);
    assertThat(first.unreadable())
        .singleElement()
        .isEqualTo(new SimilarImages.Unreadable(SCENES.id(7), "torn in two"));
    assertThat(pool.reads().get()).isEqualTo(16);
    SimilarImages second = search(queries, pool, 20);
    assertThat(second.answers()).isEqualTo(first.answers());
    assertThat(pool.reads().get()).isEqualTo(17);
  }

  @Test
  void an_interrupt_while_a_picture_is_read_is_not_taken_for_its_fault() throws IOException {
    UnlabeledImages queries = SCENES.subset("queries", List.of(0));
    Path file = Files.write(folder.resolve("picture"), new byte[1]);
    InterruptedImages pool = new InterruptedImages(SCENES, file, 3);

    assertThatThrownBy(() -> search(queries, pool, 20))
        .isInstanceOf(CancellationException.class)
        .hasMessage("the thread was interrupted while " + SCENES.id(3) + " was read")
        .hasCauseInstanceOf(ClosedByInterruptException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(pool.reads()).isEqualTo(4);
  }

  @Test
  void what_the_index_holds_of_other_pools_is_no_answer() throws IOException {
    UnlabeledImages queries = SCENES.subset("queries", List.of(0));
    search(queries, SCENES, 3);

    SimilarImages similar = search(queries, SCENES.subset("few", List.of(9, 1, 0)), 5);

    assertThat(similar.answers()).extracting(Answer::picture).containsExactly("scene-9", "scene-1");
  }

  @Test
  void descriptors_do_not_change_with_the_size_of_the_file_and_say_what_they_depend_on()
      throws IOException {
    RgbImage scene = SCENES.image(0);
    RgbImage larger = scene.resample(Region.ofImage(160, 128), 480, 384);
    ImageDescriptor descriptor = descriptors.of(scene);
    assertThat(descriptor.dimension()).isEqualTo(descriptors.dimension()).isEqualTo(512);
    assertThat(descriptor.cosine(descriptor)).isCloseTo(1, within(1e-6));
    assertThat(descriptors.of(larger).cosine(descriptor))
        .isGreaterThan(descriptors.of(SCENES.image(1)).cosine(descriptor));
    assertThat(descriptors.space()).contains("pw11", "384");
  }

  @Test
  void a_search_needs_queries_a_pool_and_a_number() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search(SCENES, SCENES, 0))
        .withMessageContaining("were 0");
  }
}
