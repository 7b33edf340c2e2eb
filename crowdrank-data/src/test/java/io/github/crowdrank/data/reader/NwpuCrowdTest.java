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

class NwpuCrowdTest {
  private static final DatasetFormat FORMAT = new NwpuCrowd();

  @TempDir private Path root;

  private void writeImage(String file) throws IOException {
    Fixtures.writeImage(root.resolve(file), Fixtures.scene(1));
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void writeJson(String id, String content) throws IOException {
    write("jsons/" + id + ".json", "{\"img_id\": \"" + id + ".jpg\", " + content + "}");
  }

  @Test
  void images_in_parts_with_json_are_read_in_the_order_of_the_list() throws IOException {
    writeImage("images_part1/0001.jpg");
    writeImage("images_part2/1001.jpg");
    writeImage("images_part4/3110.jpg");
    writeJson("0001", "\"human_num\": 0, \"points\": [], \"boxes\": []");
    writeJson(
        "1001", "\"human_num\": 2, \"points\": [[5, 7], [8.5, 9]], \"boxes\": [[1, 2, 9, 12]]");
    writeJson("3110", "\"human_num\": 1, \"points\": [[1, 1]], \"boxes\": []");
    write("train.txt", "\ufeff1001 0 2\r\n0001 2 1\r\n");
    write("val.txt", "3110 0 2\n");

    AnnotatedImages train = FORMAT.open(root, "train");
    assertThat(train.name()).isEqualTo("NWPU-Crowd train");
    assertThat(train.id(0)).isEqualTo("1001");
    assertThat(train.heads(0)).containsExactly(new HeadPoint(5, 7), new HeadPoint(8.5, 9));
    assertThat(train.heads(1)).isEmpty();
    assertThat(train.isTestSplit()).isFalse();
    assertThat(FORMAT.open(root, "val").id(0)).isEqualTo("3110");
  }

  @Test
  void images_in_one_folder_with_mat_are_read() throws IOException {
    writeImage("NWPU-Crowd/images/0001.jpg");
    Fixtures.writeAnnPoints(root.resolve("NWPU-Crowd/mats/0001.mat"), new double[] {5, 7});
    write("NWPU-Crowd/val.txt", "0001 0 2\n");
    assertThat(FORMAT.open(root, "val").heads(0)).containsExactly(new HeadPoint(5, 7));
  }

  @Test
  void the_test_split_says_that_its_annotations_are_not_published() throws IOException {
    writeImage("images/0001.jpg");
    writeImage("images/3610.jpg");
    writeJson("0001", "\"human_num\": 0, \"points\": []");
    write("test.txt", "3610\n");
    Listing listing = FORMAT.list(root, "test");
    assertThat(listing.testSplit()).isTrue();
    assertThat(listing.faults())
        .singleElement()
        .extracting(DatasetFault::kind)
        .isEqualTo(Kind.MISSING_ANNOTATION);
    assertThatThrownBy(() -> FORMAT.open(root, "test"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("the annotations of the test images are not published");

    writeJson("3610", "\"human_num\": 1, \"points\": [[3, 4]]");
    AnnotatedImages test = FORMAT.open(root, "test");
    assertThat(test.isTestSplit()).isTrue();
    assertThat(test.heads(0)).containsExactly(new HeadPoint(3, 4));
  }

  @Test
  void every_fault_of_a_division_is_listed() throws IOException {
    writeImage("images_part1/0001.jpg");
    writeImage("images_part2/0001.jpg");
    writeImage("images_part1/0002.jpg");
    writeImage("images_part1/0004.jpg");
    writeImage("images_part1/0005.jpg");
    writeJson("0001", "\"human_num\": 1, \"points\": [[3, 4]]");
    writeJson("0004", "\"human_num\": 3, \"points\": [[3, 4]]");
    writeJson("0005", "\"human_num\": 1, \"points\": [[3, \"4\"]]");
    write("train.txt", "0001 0 1\n0002 0 1\n\n../3 0 1\n0004\n0005\n0001 0 1\n");
    Listing listing = FORMAT.list(root, "train");
    assertThat(listing.images()).extracting(ListedImage::id).containsExactly("0001");
    assertThat(listing.faults())
        .extracting(DatasetFault::kind)
        .containsExactly(
            Kind.SAME_NAME,
            Kind.MISSING_IMAGE,
            Kind.SAME_NAME,
            Kind.MISSING_ANNOTATION,
            Kind.UNREADABLE_ANNOTATION,
            Kind.UNREADABLE_ANNOTATION);
    assertThat(listing.faults().toString())
        .contains("0002.jpg: it has no annotation 0002")
        .contains("train.txt: line 4, \"../3\", has no image")
        .contains("0004.json: human_num is 3 but there are 1 points")
        .contains("0005.json: points[0][1]")
        .contains("train.txt: line 7, \"0001\", is there before");
  }

  @Test
  void what_a_whole_division_needs_is_named_where_it_is_missing() throws IOException {
    assertRefused("there is no file " + root.resolve("train.txt"));
    write("train.txt", "0001\n");
    assertRefused("holds no folder jsons or mats");
    writeJson("0001", "\"human_num\": 1, \"points\": [[3, 4]]");
    assertRefused("holds no folder images or images_part1");
    Files.write(root.resolve("train.txt"), new byte[] {(byte) 0xff, '\n'});
    assertRefused("train.txt cannot be read: not text in UTF-8");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> FORMAT.open(root, "train"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(message);
  }
}
