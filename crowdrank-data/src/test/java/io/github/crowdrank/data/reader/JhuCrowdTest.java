package io.github.crowdrank.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JhuCrowdTest {
  private static final DatasetFormat FORMAT = new JhuCrowd();

  @TempDir private Path root;

  private void write(String split, String id, String lines) throws IOException {
    Path folder = root.resolve("jhu_crowd_v2.0").resolve(split);
    Fixtures.writeImage(folder.resolve("images/" + id + ".jpg"), Fixtures.scene(1));
    Files.createDirectories(folder.resolve("gt"));
    Files.writeString(folder.resolve("gt/" + id + ".txt"), lines);
  }

  private void writeLabels(String split, String lines) throws IOException {
    Files.writeString(root.resolve("jhu_crowd_v2.0/" + split + "/image_labels.txt"), lines);
  }

  @Test
  void heads_are_read_and_counted() throws IOException {
    write("train", "0002", "");
    write("train", "0001", "12 30 8 9 1 0\r\n40 2 8 9 3 1\r\n");
    writeLabels("train", "0001,2,street,0,0\n0002.jpg,0,birds,2,1\n");
    write("val", "0003", "5 6 7 8 2 0");
    write("test", "0004", "5 6 7 8 2 0\n\n");

    AnnotatedImages train = FORMAT.open(root, "train");
    assertThat(train.name()).isEqualTo("JHU-CROWD++ train");
    assertThat(train.id(0)).isEqualTo("0001");
    assertThat(train.heads(0)).containsExactly(new HeadPoint(12, 30), new HeadPoint(40, 2));
    assertThat(train.heads(1)).isEmpty();
    assertThat(train.isTestSplit()).isFalse();
    assertThat(FORMAT.open(root, "val").isTestSplit()).isFalse();
    assertThat(FORMAT.open(root, "test").isTestSplit()).isTrue();
    assertThat(FORMAT.open(root.resolve("jhu_crowd_v2.0"), "val").heads(0)).hasSize(1);
  }

  @Test
  void a_count_that_differs_is_a_fault_with_both_figures() throws IOException {
    write("train", "0001", "12 30 8 9 1 0\n");
    write("train", "0002", "12 30 8 9 1 0\n");
    write("train", "0003", "12 30 8 9 1 0\n");
    writeLabels("train", "0001,1,mall,0,0\n0002,7,mall,0,0\n0001,1,mall,0,0\nmall,0\n");
    Listing listing = FORMAT.list(root, "train");
    assertThat(listing.images()).extracting(ListedImage::id).containsExactly("0001", "0003");
    assertThat(listing.faults())
        .extracting(DatasetFault::kind)
        .containsExactly(Kind.SAME_NAME, Kind.UNREADABLE_ANNOTATION, Kind.UNREADABLE_ANNOTATION);
    assertThat(listing.faults().toString())
        .contains("line 3 is one more about 0001")
        .contains("line 4 is \"mall,0\" but should be filename,total-count")
        .containsPattern("0002.txt: it has 1 heads but .*image_labels.txt says 7");
  }

  @Test
  void lines_that_are_none_are_named() throws IOException {
    write("val", "0001", "12 30 8 9 1 0\n12 30 8 9 1\n");
    write("val", "0002", "12 30 8 9 one 0\n");
    write("val", "0003", "12 NaN 8 9 1 0\n");
    assertThat(FORMAT.list(root, "val").faults().toString())
        .contains("0001.txt: line 2 is \"12 30 8 9 1\" but should be x y w h o b: six numbers")
        .contains("0002.txt: line 1 is \"12 30 8 9 one 0\"")
        .contains("0003.txt: line 1 is \"12 NaN 8 9 1 0\"");
    assertThatThrownBy(() -> FORMAT.open(root, "train"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("holds no folder train");
    Files.createDirectories(root.resolve("jhu_crowd_v2.0/train/images"));
    assertThatThrownBy(() -> FORMAT.open(root, "train"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("holds no folder gt");
  }
}
