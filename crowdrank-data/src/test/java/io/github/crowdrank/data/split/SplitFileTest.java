package io.github.crowdrank.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.data.reader.DatasetException;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitFileTest {
  private static final SyntheticCrowd PAINTER =
      SyntheticCrowd.builder().size(64, 64).people(3).headSize(6, 12).build();

  @TempDir private Path folder;

  private final CrowdDataset dataset = PAINTER.dataset(10, 1);

  private static List<String> ids(CrowdDataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
  }

  private static CrowdDataset part(Map<String, CrowdDataset> parts, String name) {
    return Objects.requireNonNull(parts.get(name));
  }

  private Path list(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines));
  }

  @Test
  void a_division_that_was_drawn_comes_back_from_its_file() throws IOException {
    Path file = folder.resolve("split.json");
    SplitFile drawn = SplitFile.draw(dataset, 0.7, 5);
    drawn.write(file);
    SplitFile read = SplitFile.read(file);
    assertThat(read).isEqualTo(drawn);
    assertThat(read.draw()).isEqualTo(new SplitFile.Draw(5, 0.7));
    Split expected = dataset.split(0.7, new SplittableRandom(5));
    Split found = read.split(PAINTER.dataset(10, 1));
    assertThat(ids(found.train())).isEqualTo(ids(expected.train()));
    assertThat(ids(found.validation())).isEqualTo(ids(expected.validation()));
    assertThat(found.train().name()).isEqualTo(expected.train().name());
    assertThat(Files.readString(file)).contains("\"seed\" : 5", "\"trainFraction\" : 0.7");
  }

  @Test
  void a_division_by_lists_comes_back_with_all_its_parts() throws IOException {
    Map<String, Path> lists = new LinkedHashMap<>();
    lists.put("train", list("train.txt", "\uFEFF# to learn", "scene-4", "", "  scene-2  "));
    lists.put("val", list("val.txt", "scene-9\r", "scene-0\r", ""));
    lists.put("test", list("test.txt", "scene-1"));
    Map<String, CrowdDataset> parts = ImageLists.divide(dataset, lists);
    assertThat(parts.keySet()).containsExactly("train", "val", "test");
    assertThat(ids(part(parts, "train"))).containsExactly("scene-2", "scene-4");
    assertThat(part(parts, "val").name()).isEqualTo(dataset.name() + " (val)");
    Path file = folder.resolve("split.json");
    SplitFile.of(dataset, parts).write(file);
    Map<String, CrowdDataset> read = SplitFile.read(file).divide(dataset);
    assertThat(read.keySet()).containsExactly("train", "val", "test");
    assertThat(ids(part(read, "val"))).containsExactly("scene-0", "scene-9");
    assertThatThrownBy(() -> SplitFile.read(file).split(dataset))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no part validation")
        .hasMessageContaining("[train, val, test]");
  }

  @Test
  void a_list_that_was_written_is_read() throws IOException {
    Path file = folder.resolve("list.txt");
    CrowdDataset chosen = dataset.subset("some", List.of(3, 8));
    ImageLists.write(chosen, file);
    assertThat(Files.readString(file)).isEqualTo("scene-3\nscene-8\n");
    assertThat(ids(ImageLists.choose(dataset, file))).isEqualTo(ids(chosen));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"#7", " 7", "7\u2003", "7\n8", "", " "})
  void an_id_that_would_not_be_read_back_is_not_written(String id) throws IOException {
    Path file = list("list.txt", "scene-1");
    assertThatThrownBy(() -> ImageLists.write(List.of("scene-2", id), file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " cannot hold the image \"" + id + "\"");
    assertThat(file).hasContent("scene-1");
  }

  @Test
  void all_that_is_wrong_with_lists_is_named() throws IOException {
    Map<String, Path> lists = new LinkedHashMap<>();
    lists.put("train", list("train.txt", "scene-1", "IMG_7", "scene-1"));
    lists.put("val", list("val.txt", "# none", "scene-1"));
    lists.put("test", list("test.txt", "# none"));
    assertThatThrownBy(() -> ImageLists.divide(dataset, lists))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("train.txt, line 2: there is no image IMG_7; ids look like scene-0")
        .hasMessageContaining("train.txt, line 3: scene-1 is named before")
        .hasMessageContaining("val.txt, line 2: scene-1 is named before, by")
        .hasMessageContaining("test.txt names no image");
    Path binary = Files.write(folder.resolve("x.txt"), new byte[] {(byte) 0xff, (byte) 0xd8});
    assertThatThrownBy(() -> ImageLists.choose(dataset, binary))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("UTF-8");
    Path endless = Files.write(folder.resolve("y.txt"), new byte[5000]);
    assertThatThrownBy(() -> ImageLists.choose(dataset, endless))
        .hasMessageContaining("y.txt, line 1");
    assertThatThrownBy(() -> ImageLists.choose(dataset, folder.resolve("none.txt")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_folder_in_the_place_of_a_file_is_named() {
    assertThatThrownBy(() -> SplitFile.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": is a folder");
    assertThatThrownBy(() -> ImageLists.choose(dataset, folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": is a folder");
  }

  @Test
  void another_dataset_is_refused_and_what_it_lacks_is_named() throws IOException {
    SplitFile drawn = SplitFile.draw(dataset, 0.5, 1);
    assertThatThrownBy(() -> drawn.divide(PAINTER.dataset(10, 2)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(drawn.fingerprint().hex())
        .hasMessageContaining("heads differ");
    assertThatThrownBy(() -> drawn.divide(PAINTER.dataset(9, 1)))
        .hasMessageContaining("there is no image scene-9 of part");
    assertThatThrownBy(
            () -> drawn.divide(dataset.subset("turned", List.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0))))
        .hasMessageContaining("order");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "crowdrank-split|other|format is crowdrank-split",
        "\"version\" : 1|\"version\" : 2|version 2",
        "\"version\" : 1|\"version\" : \"1\"|version is a whole number but was \"1\"",
        "\"seed\" : 5|\"seed\" : 0.5|seed is a whole number but was 0.5",
        "\"seed\" : 5|\"sed\" : 5|seed is a whole number but was missing",
        "\"fingerprint\" : \"|\"fingerprint\" : \"x|64 lower-case hexadecimal digits",
        "\"parts\"|\"part\"|parts is an object of lists of ids but was missing",
        "scene-1\"|scene-2\"|image scene-2 is in part",
        "\"scene-1\"|1|is a list of strings but has 1",
        "\"parts\" : {|\"parts\" : {\"train\" : [],|no valid JSON",
        "}|} x|no valid JSON"
      })
  void a_damaged_file_is_refused_with_its_fault(String sound, String damaged, String message)
      throws IOException {
    Path file = folder.resolve("split.json");
    SplitFile.draw(dataset, 0.7, 5).write(file);
    Files.writeString(file, Files.readString(file).replace(sound, damaged));
    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("split.json")
        .hasMessageContaining(message);
  }

  /** Says what reading a file says. */
  static final class Reading {
    private Reading() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      try {
        System.out.println(SplitFile.read(Path.of(arguments[0])));
      } catch (IOException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  @Test
  void what_does_not_fit_into_the_heap_is_refused() throws Exception {
    Path file =
        Files.writeString(folder.resolve("many.json"), "{\"x\":[" + "{},".repeat(990_000) + "0]}");
    Path output = folder.resolve("output");
    Process process =
        JavaProcess.of(List.of("-Xmx32m", "-XX:+UseSerialGC"), Reading.class, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(output)
        .content()
        .contains("DatasetException: " + file)
        .contains("it does not fit into the heap; raise -Xmx");
  }

  @Test
  void a_fingerprint_is_of_ids_order_and_heads_and_of_no_name() throws IOException {
    DatasetFingerprint fingerprint = DatasetFingerprint.of(dataset);
    List<Integer> all = IntStream.range(0, 10).boxed().toList();
    assertThat(DatasetFingerprint.of(dataset.subset("other", all))).isEqualTo(fingerprint);
    assertThat(DatasetFingerprint.of(dataset.subset("other", all.subList(0, 9))))
        .isNotEqualTo(fingerprint);
    assertThat(DatasetFingerprint.of(PAINTER.dataset(10, 2))).isNotEqualTo(fingerprint);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatasetFingerprint.withFiles(dataset))
        .withMessageContaining("scene-0");
  }

  @Test
  void a_fingerprint_is_the_documented_hash() throws Exception {
    ImageIO.write(dataset.image(0).toBufferedImage(), "png", folder.resolve("a.png").toFile());
    Files.writeString(folder.resolve("a.csv"), "1.5,2\n");
    CrowdDataset one = PointsCsvFolder.open(folder, folder);
    byte[] image = Files.readAllBytes(folder.resolve("a.png"));
    String text =
        "00000001" + "00000001" + "61" + "00000001" + "3ff8000000000000" + "4000000000000000";
    assertThat(DatasetFingerprint.of(one).hex()).isEqualTo(sha256(text));
    assertThat(DatasetFingerprint.withFiles(one).hex())
        .isEqualTo(
            sha256(text + "%016x".formatted(image.length) + HexFormat.of().formatHex(image)));
  }

  private static String sha256(String hex) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(hex)));
  }

  @Test
  void text_is_utf_8() throws IOException {
    SplitFile file =
        new SplitFile(
            "上海", DatasetFingerprint.of(dataset), null, Map.of("train", List.of("é", "图")));
    file.write(folder.resolve("s.json"));
    assertThat(SplitFile.read(folder.resolve("s.json"))).isEqualTo(file);
    assertThat(Files.readAllBytes(folder.resolve("s.json")))
        .containsSequence("上海".getBytes(StandardCharsets.UTF_8));
  }
}
