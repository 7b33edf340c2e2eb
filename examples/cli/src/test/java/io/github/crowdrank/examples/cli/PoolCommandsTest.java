package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolCommandsTest {
  @TempDir Path folder;

  @BeforeEach
  void paint() throws IOException {
    UnlabeledImages scenes =
        SyntheticCrowd.builder().size(320, 240).people(5, 80).build().unlabeled(6, 5);
    Files.createDirectories(folder.resolve("pool/deeper"));
    Files.createDirectories(folder.resolve("query"));
    for (int i = 0; i < 6; i++) {
      String name = i < 3 ? "pool/deeper/" + i + ".png" : "pool/" + i + ".png";
      write(scenes, i, name);
    }
    write(scenes, 0, "query/0.png");
  }

  private void write(UnlabeledImages scenes, int index, String name) throws IOException {
    ImageIO.write(scenes.image(index).toBufferedImage(), "png", folder.resolve(name).toFile());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private CommandLineRun similar(String... more) {
    return nearest("2", path("list.csv"), more);
  }

  private CommandLineRun nearest(String nearest, String out, String... more) {
    List<String> arguments =
        List.of(
            "similar",
            "--query",
            path("query"),
            "--pool",
            path("pool"),
            "--nearest",
            nearest,
            "--index",
            path("index"),
            "--out",
            out);
    return CommandLineRun.of(
        Stream.concat(arguments.stream(), Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  void similar_lists_and_copies_the_nearest_and_reads_the_pool_once() throws IOException {
    CommandLineRun run = similar("--copy", path("copies"));

    assertThat(run.err()).contains("7/7 described");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("2 pictures in ");
    List<String> lines = Files.readAllLines(folder.resolve("list.csv"));
    assertThat(lines).hasSize(3).startsWith("query,picture,cosine");
    for (String line : lines.subList(1, 3)) {
      assertThat(line).matches("0\\.png,.*[1-5]\\.png,0\\.\\d{4}");
      assertThat(folder.resolve("copies").resolve(line.split(",", -1)[1])).exists();
    }
    CommandLineRun again = similar();
    assertThat(again.err()).contains("1/1 described");
    assertThat(again.out()).isEqualTo(run.out());
  }

  @Test
  void clean_tells_what_it_drops_and_copies_the_rest() throws IOException {
    Files.writeString(folder.resolve("pool/broken.jpg"), "no picture");

    CommandLineRun run =
        CommandLineRun.of(
            "clean",
            "--pool",
            path("pool"),
            "--protect",
            path("query"),
            "--csv",
            path("v.csv"),
            "--sheet",
            path("sheet.png"),
            "--out",
            path("kept"));

    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("8/8 looked at");
    assertThat(run.out().lines())
        .containsExactly("5 of 7 pictures kept", "1 dropped: unreadable", "1 dropped: protected");
    assertThat(Files.readAllLines(folder.resolve("v.csv")))
        .hasSize(8)
        .contains("deeper/0.png,protected,0 bits from query/0.png", "5.png,kept,");
    assertThat(folder.resolve("kept/deeper/1.png")).exists();
    assertThat(folder.resolve("kept/deeper/0.png")).doesNotExist();
    assertThat(ImageIO.read(folder.resolve("sheet.png").toFile()).getWidth()).isPositive();
  }

  /** The table lies where a folder is needed for the copies. */
  @Test
  void what_was_chosen_is_told_and_listed_though_it_cannot_be_copied() throws IOException {
    Files.createDirectories(folder.resolve("kept"));
    Files.createDirectories(folder.resolve("copies"));

    CommandLineRun clean =
        CommandLineRun.of(
            "clean", "--pool", path("pool"), "--csv", path("kept/deeper"), "--out", path("kept"));
    CommandLineRun similar = nearest("5", path("copies/deeper"), "--copy", path("copies"));

    assertThat(clean.code()).isEqualTo(1);
    assertThat(clean.err()).contains(path("kept/deeper") + ": exists already");
    assertThat(clean.out().lines()).containsExactly("6 of 6 pictures kept");
    assertThat(Files.readAllLines(folder.resolve("kept/deeper"))).hasSize(7);
    assertThat(similar.code()).isEqualTo(1);
    assertThat(similar.err()).contains(path("copies/deeper") + ": exists already");
    assertThat(similar.out()).startsWith("5 pictures in ");
    assertThat(Files.readAllLines(folder.resolve("copies/deeper"))).hasSize(6);
  }

  @Test
  void copies_are_not_put_beside_pictures_of_an_earlier_choice() throws IOException {
    Files.createDirectories(folder.resolve("old"));
    Files.writeString(folder.resolve("old/earlier.png"), "");

    CommandLineRun similar = similar("--copy", path("old"));
    CommandLineRun clean = CommandLineRun.of("clean", "--pool", path("pool"), "--out", path("old"));

    for (CommandLineRun run : List.of(similar, clean)) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains(path("old") + ": is not empty; pictures are copied to a new or an empty folder")
          .doesNotContain("described", "looked at");
    }
    assertThat(folder.resolve("old")).isDirectoryNotContaining("glob:**/[0-9].png");
  }

  @Test
  void what_cannot_be_written_or_asked_for_is_told_before_the_pool_is_described() {
    String nowhere = path("nowhere/list.csv");
    CommandLineRun noFolder = nearest("2", nowhere);
    assertThat(noFolder.code()).isEqualTo(1);
    assertThat(noFolder.err())
        .contains(nowhere + ": there is no folder")
        .doesNotContain("described");

    CommandLineRun none = nearest("0", path("list.csv"));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--nearest is 1 or more but was 0").doesNotContain("described");
    assertThat(folder.resolve("index")).doesNotExist();
  }

  @Test
  void few_people_are_too_few() {
    CommandLineRun run =
        CommandLineRun.of("clean", "--pool", path("pool"), "--min-people", "100000");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("0 of 6 pictures kept", "6 dropped: too few people");
  }

  @Test
  void a_folder_without_pictures_is_an_error() {
    CommandLineRun sheet =
        CommandLineRun.of("clean", "--pool", path("pool"), "--sheet", path("nowhere/sheet.png"));
    assertThat(sheet.code()).isEqualTo(1);
    assertThat(sheet.err()).contains("sheet.png: there is no folder").doesNotContain("looked at");
    CommandLineRun run = CommandLineRun.of("clean", "--pool", path("nowhere"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("nowhere").doesNotContain("Exception");
  }
}
