package io.github.crowdrank.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.train.FullHeapEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, of which some are damaged or missing. */
class FailuresTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    CrowdDataset painted =
        SyntheticCrowd.builder().size(64, 64).people(5, 20).build().dataset(4, 3);
    for (int i = 0; i < painted.size(); i++) {
      ImageIO.write(
          painted.image(i).toBufferedImage(), "png", folder.resolve("p" + i + ".png").toFile());
    }
  }

  /** Four pictures in files, decoded when they are asked for. */
  private record Pictures(Path folder) implements CrowdDataset {
    @Override
    public String name() {
      return "four pictures";
    }

    @Override
    public int size() {
      return 4;
    }

    @Override
    public String id(int index) {
      return "p" + index;
    }

    @Override
    public List<HeadPoint> heads(int index) {
      return List.of(new HeadPoint(5, 6));
    }

    @Override
    public RgbImage image(int index) throws IOException {
      return ImageDecoder.builder().build().decode(folder.resolve(id(index) + ".png")).image();
    }
  }

  private CrowdDataset damaged(String... images) throws IOException {
    for (String image : images) {
      Path file = folder.resolve(image + ".png");
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
    return new Pictures(folder);
  }

  @Test
  void the_first_image_that_cannot_be_read_ends_the_evaluation() throws Exception {
    CrowdDataset dataset = damaged("p1");
    List<String> counted = new ArrayList<>();
    try (CrowdCounter counter = Counters.brightness()) {
      assertThatThrownBy(
              () ->
                  Evaluator.builder()
                      .listener((done, total, result) -> counted.add(result.id()))
                      .build()
                      .evaluate(counter, dataset))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(dataset.name() + ", image " + dataset.id(1))
          .hasMessageContaining("p1.png");
    }
    assertThat(counted).containsExactly(dataset.id(0));
  }

  @Test
  void failures_are_collected_where_that_was_chosen() throws Exception {
    CrowdDataset dataset = damaged("p1");
    Files.delete(folder.resolve("p3.png"));
    List<String> told = new ArrayList<>();
    try (CrowdCounter counter = Counters.brightness()) {
      Evaluation evaluation =
          Evaluator.builder()
              .collectFailures()
              .listener(
                  new EvaluationListener() {
                    @Override
                    public void onImage(int done, int total, ImageResult result) {
                      told.add(done + " counted");
                    }

                    @Override
                    public void onFailure(int done, int total, ImageFailure failure) {
                      told.add(done + " failed");
                    }
                  })
              .build()
              .evaluate(counter, dataset);

      assertThat(evaluation.images())
          .extracting(ImageResult::id)
          .containsExactly(dataset.id(0), dataset.id(2));
      assertThat(evaluation.failures())
          .extracting(ImageFailure::id)
          .containsExactly(dataset.id(1), dataset.id(3));
      assertThat(evaluation.failures().get(1).problem()).hasMessageContaining("p3.png");
      assertThat(told).containsExactly("1 counted", "2 failed", "3 counted", "4 failed");
    }
  }

  @Test
  void one_that_finds_no_room_in_the_heap_is_a_failure_like_any_other() throws Exception {
    CrowdDataset dataset = new Pictures(folder);
    try (CrowdCounter counter =
        CrowdCounter.builder(Counters.brightnessModel()).engine(new FullHeapEngine(2, 0)).build()) {
      Evaluation evaluation =
          Evaluator.builder().collectFailures().build().evaluate(counter, dataset);

      assertThat(evaluation.images())
          .extracting(ImageResult::id)
          .containsExactly(dataset.id(0), dataset.id(2), dataset.id(3));
      assertThat(evaluation.failures()).extracting(ImageFailure::id).containsExactly(dataset.id(1));
      assertThat(evaluation.failures().get(0).problem())
          .hasMessage(
              "%s, image %s does not fit into memory; lower the memory budget or raise -Xmx",
              dataset.name(), dataset.id(1))
          .hasCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void nothing_but_failures_is_an_error() throws Exception {
    CrowdDataset dataset = damaged("p0", "p1", "p2", "p3");
    try (CrowdCounter counter = Counters.brightness()) {
      assertThatThrownBy(
              () -> Evaluator.builder().collectFailures().build().evaluate(counter, dataset))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no image of " + dataset.name())
          .hasMessageContaining("p0.png");
    }
  }
}
