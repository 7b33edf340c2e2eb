package io.github.crowdrank.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

class VideosTest {
  @TempDir private Path root;

  /** As many points as the last digit of a frame's number says, the first telling the number. */
  private static double[][] points(int number, int columns) {
    double[][] points = new double[number % 10][columns];
    for (int i = 0; i < points.length; i++) {
      points[i][0] = number % 90;
      points[i][1] = i + 0.5;
    }
    return points;
  }

  private static double[][][] video(int frames, int columns) {
    return IntStream.rangeClosed(1, frames)
        .mapToObj(number -> points(number, columns))
        .toArray(double[][][]::new);
  }

  private static List<String> ids(Listing listing) {
    return listing.images().stream().map(ListedImage::id).toList();
  }

  private static List<HeadPoint> heads(Listing listing, int index) {
    return listing.images().get(index).annotation().points();
  }

  private Path picture(String name) throws IOException {
    Path image = root.resolve(name);
    Fixtures.writeImage(image, Fixtures.scene(1));
    return image;
  }

  private void writeMall(double[][][] video, int... wrongCounts) throws IOException {
    Matrix count = Mat5.newMatrix(video.length, 1);
    for (int i = 0; i < video.length; i++) {
      count.setDouble(i, video[i].length);
    }
    Arrays.stream(wrongCounts).forEach(number -> count.setDouble(number - 1, 77));
    MatFile mat =
        Mat5.newMatFile().addArray("frame", Fixtures.frames(video)).addArray("count", count);
    Fixtures.writeMat(root.resolve("mall_dataset/mall_gt.mat"), mat);
  }

  private Path mallFrame(int number) {
    return root.resolve(String.format(Locale.ROOT, "mall_dataset/frames/seq_%06d.jpg", number));
  }

  private void writeMallFrames(int frames) throws IOException {
    Fixtures.copyImage(
        picture("picture.jpg"),
        root.resolve("mall_dataset/frames"),
        IntStream.rangeClosed(1, frames).mapToObj(i -> mallFrame(i).getFileName().toString()));
  }

  @Test
  void mall_trains_on_800_frames_and_tests_on_1200() throws IOException {
    writeMallFrames(2000);
    writeMall(video(2000, 2));
    Listing train = new Mall().list(root, "train");
    assertThat(train.name()).isEqualTo("Mall train");
    assertThat(train.faults()).isEmpty();
    assertThat(ids(train)).hasSize(800).startsWith("seq_000001").endsWith("seq_000800");
    assertThat(heads(train, 12))
        .containsExactly(new HeadPoint(13, 0.5), new HeadPoint(13, 1.5), new HeadPoint(13, 2.5));
    assertThat(heads(train, 799)).isEmpty();
    assertThat(train.testSplit()).isFalse();

    Listing test = DatasetFormats.named("mall").list(root.resolve("mall_dataset"), "test");
    assertThat(test.faults()).isEmpty();
    assertThat(ids(test)).hasSize(1200).startsWith("seq_000801").endsWith("seq_002000");
    assertThat(heads(test, 0)).containsExactly(new HeadPoint(801 % 90, 0.5));
    assertThat(test.testSplit()).isTrue();
  }

  @Test
  void faults_of_mall_are_named() throws IOException {
    assertThatThrownBy(() -> new Mall().open(root, "train"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("holds no folder frames");
    writeMallFrames(800);
    assertThatThrownBy(() -> new Mall().open(root, "train"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("there is no file")
        .hasMessageContaining("mall_gt.mat");
    writeMall(video(798, 2), 4, 6);
    Files.delete(mallFrame(2));
    Listing listing = new Mall().list(root, "train");
    assertThat(listing.images()).hasSize(795);
    assertThat(listing.faults())
        .extracting(DatasetFault::kind)
        .containsExactly(
            Kind.MISSING_IMAGE,
            Kind.UNREADABLE_ANNOTATION,
            Kind.UNREADABLE_ANNOTATION,
            Kind.MISSING_ANNOTATION,
            Kind.MISSING_ANNOTATION);
    assertThat(listing.faults().toString())
        .contains("seq_000002.jpg: frame 2 has no image")
        .contains("mall_gt.mat: image seq_000004: count(4) is 77 but frame{1,4}.loc has 4 rows")
        .contains("seq_000800.jpg: ")
        .contains("mall_gt.mat ends with frame 798");
    Files.writeString(root.resolve("mall_dataset/mall_gt.mat"), "no MATLAB file");
    assertThat(new Mall().list(root, "train").faults())
        .singleElement()
        .asString()
        .contains("mall_gt.mat: not a MATLAB 5 file");
  }

  private void writeUcsd(int clip) throws IOException {
    String name = String.format(Locale.ROOT, "vidf1_33_%03d", clip);
    Path image = root.resolve("picture.png");
    Fixtures.copyImage(
        Files.exists(image) ? image : picture("picture.png"),
        root.resolve("ucsdpeds/vidf/" + name + ".y"),
        IntStream.rangeClosed(1, 200)
            .mapToObj(frame -> String.format(Locale.ROOT, "%s_f%03d.png", name, frame)));
    double[][][] video = video(200, 3);
    video[0] = new double[][] {{clip, 1, 2}};
    Fixtures.writeMat(
        root.resolve("vidf-cvpr/" + name + "_frame_full.mat"), "frame", Fixtures.frames(video));
  }

  @Test
  void ucsd_trains_on_four_clips_and_tests_on_six() throws IOException {
    for (int clip = 0; clip < 10; clip++) {
      writeUcsd(clip);
    }
    DatasetFormat format = DatasetFormats.named("ucsd");
    Listing train = format.list(root, "train");
    assertThat(train.name()).isEqualTo("UCSD train");
    assertThat(train.faults()).isEmpty();
    assertThat(ids(train))
        .hasSize(800)
        .startsWith("vidf1_33_003_f001")
        .endsWith("vidf1_33_006_f200");
    assertThat(heads(train, 200)).containsExactly(new HeadPoint(4, 1));
    assertThat(train.testSplit()).isFalse();

    Listing test = format.list(root, "test");
    assertThat(test.faults()).isEmpty();
    assertThat(ids(test))
        .hasSize(1200)
        .startsWith("vidf1_33_000_f001")
        .containsSequence("vidf1_33_002_f200", "vidf1_33_007_f001")
        .endsWith("vidf1_33_009_f200");
    assertThat(test.testSplit()).isTrue();
  }

  @Test
  void faults_of_ucsd_are_named() throws IOException {
    DatasetFormat format = new UcsdPedestrian();
    assertThatThrownBy(() -> format.open(root, "train"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("holds no folder ucsdpeds/vidf or vidf");
    for (int clip = 3; clip < 6; clip++) {
      writeUcsd(clip);
    }
    Path truth = root.resolve("vidf-cvpr");
    Files.delete(truth.resolve("vidf1_33_003_frame_full.mat"));
    Fixtures.writeMat(
        truth.resolve("vidf1_33_004_frame_full.mat"), "frame", Fixtures.frames(video(3, 4)));
    Listing listing = format.list(root, "train");
    assertThat(listing.images()).hasSize(200);
    assertThat(listing.faults())
        .extracting(DatasetFault::kind)
        .containsExactly(Kind.MISSING_ANNOTATION, Kind.UNREADABLE_ANNOTATION, Kind.MISSING_IMAGE);
    assertThat(listing.faults().toString())
        .contains("vidf1_33_003_frame_full.mat: there is no such file")
        .contains("frame{1,1}.loc has 4 columns, not x and y")
        .contains("vidf1_33_006.y: there is no such folder of frames");
  }
}
