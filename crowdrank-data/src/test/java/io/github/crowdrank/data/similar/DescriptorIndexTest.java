package io.github.crowdrank.data.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.data.similar.DescriptorIndex.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorIndexTest {
  private static final int DIMENSION = 64;

  @TempDir private Path folder;

  private final ClusteredDescriptors descriptors = new ClusteredDescriptors(DIMENSION, 20, 1);

  private DescriptorIndex open() throws IOException {
    return DescriptorIndex.open(folder.resolve("index"), "test", DIMENSION);
  }

  private DescribedImage image(int number) {
    return new DescribedImage("" + number, descriptors.get(number), new PerceptualHash(number));
  }

  @Test
  void finds_the_nearest_ten_that_comparing_all_finds() throws IOException {
    List<ImageDescriptor> queries =
        IntStream.range(100_000, 100_050).mapToObj(descriptors::get).toList();
    ExactNearest exact = new ExactNearest(queries, 10);
    try (DescriptorIndex index = open()) {
      for (int i = 0; i < 3000; i++) {
        index.add(image(i));
        exact.offer("" + i, descriptors.get(i));
        if (i == 1000) {
          index.commit();
        }
      }
      index.commit();
      double recall = 0;
      for (int i = 0; i < queries.size(); i++) {
        List<Match> found = index.search(queries.get(i), 10);
        recall += exact.recall(i, found) / queries.size();
        assertThat(found).hasSize(10);
        assertThat(found.get(0).cosine()).isCloseTo(exact.of(i).get(0).cosine(), within(1e-5));
      }
      assertThat(recall).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void what_was_committed_is_there_when_it_is_opened_again() throws IOException {
    try (DescriptorIndex index = open()) {
      index.add(image(1));
      assertThat(index.contains("1")).isFalse();
      index.commit();
      index.add(image(2));
    }
    try (DescriptorIndex index = open()) {
      assertThat(index.size()).isEqualTo(2);
      assertThat(index.contains("1")).isTrue();
      assertThat(index.contains("3")).isFalse();
      Match match = index.search(descriptors.get(1), 1).get(0);
      assertThat(match.id()).isEqualTo("1");
      assertThat(match.hash()).isEqualTo(new PerceptualHash(1));
      assertThat(match.cosine()).isCloseTo(1, within(1e-6));
      assertThat(index.search(descriptors.get(1), 50)).hasSize(2);
    }
  }

  @Test
  void a_picture_added_again_takes_the_place_of_the_earlier_one() throws IOException {
    try (DescriptorIndex index = open()) {
      index.add(image(1));
      index.commit();
      index.add(new DescribedImage("1", descriptors.get(7), new PerceptualHash(7)));
      index.commit();
      assertThat(index.size()).isEqualTo(1);
      assertThat(index.search(descriptors.get(7), 5))
          .singleElement()
          .satisfies(it -> assertThat(it.cosine()).isCloseTo(1, within(1e-6)));
    }
  }

  @Test
  void other_descriptors_other_folders_and_a_second_user_are_refused() throws IOException {
    try (DescriptorIndex index = open()) {
      assertThatIOException().isThrownBy(this::open).withMessageContaining("in use elsewhere");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> index.search(ImageDescriptor.of(new float[] {1, 2}), 3))
          .withMessageContaining("for 3 of 2 values");
    }
    assertThatIOException()
        .isThrownBy(() -> DescriptorIndex.open(folder.resolve("index"), "other", DIMENSION))
        .withMessageContaining("\"test\"")
        .withMessageContaining("\"other\"");
    Files.writeString(folder.resolve("photo.jpg"), "");
    assertThatIOException()
        .isThrownBy(() -> DescriptorIndex.open(folder, "test", DIMENSION))
        .withMessageContaining("no index but holds");
  }
}
