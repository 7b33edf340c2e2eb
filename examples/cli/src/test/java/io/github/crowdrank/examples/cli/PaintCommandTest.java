package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaintCommandTest {
  @TempDir private Path folder;

  private CommandLineRun paint(String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "dataset";
    arguments[1] = "paint";
    arguments[2] = "--out";
    arguments[3] = folder.resolve("painted").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandLineRun.of(arguments);
  }

  @Test
  void pictures_and_heads_are_those_of_the_seed() throws Exception {
    CommandLineRun run =
        paint("--images", "3", "--size", "96x64", "--people", "4-9", "--seed", "7", "--to", "coco");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("3 images written to");

    CrowdDataset expected =
        SyntheticCrowd.builder().size(96, 64).people(4, 9).build().dataset(3, 7);
    CrowdDataset written = DatasetFormats.named("coco").open(folder.resolve("painted"), "all");
    assertThat(written.size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(written.id(i)).isEqualTo(expected.id(i));
      assertThat(written.heads(i)).isEqualTo(expected.heads(i));
      assertThat(written.image(i)).isEqualTo(expected.image(i));
    }
  }

  @Test
  void the_folders_around_it_are_made() {
    Path deep = folder.resolve("not/yet/there");
    CommandLineRun run =
        CommandLineRun.of(
            "dataset", "paint", "--images", "1", "--size", "64x64", "--out", deep.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(deep).isNotEmptyDirectory();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--size,96,WIDTHxHEIGHT",
    "--people,4,FEWEST-MOST",
    "--people,9-4,9",
    "--images,0,--images",
    "--to,xyz,written as"
  })
  void wrong_usage_is_said_and_nothing_written(String option, String value, String said) {
    CommandLineRun run = paint(option, value);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(said);
    assertThat(folder.resolve("painted")).doesNotExist();
  }

  @Test
  void a_folder_that_is_there_is_left_alone() throws Exception {
    Files.createDirectory(folder.resolve("painted"));
    CommandLineRun run = paint("--images", "1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("painted: exists already");
  }
}
