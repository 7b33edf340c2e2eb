package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.split.SplitFile;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivisionCommandsTest {
  private static final int IMAGES = 8;

  @TempDir private Path folder;
  private Path out;

  private final CrowdDataset painted =
      SyntheticCrowd.builder().size(96, 80).people(5, 20).build().dataset(IMAGES, 3);

  @BeforeEach
  void write() throws Exception {
    out = Files.createDirectory(folder.resolve("out")).resolve("split.json");
    for (int i = 0; i < IMAGES; i++) {
      ImageIO.write(
          painted.image(i).toBufferedImage(), "png", folder.resolve("p" + i + ".png").toFile());
      Files.writeString(
          folder.resolve("p" + i + ".csv"),
          painted.heads(i).get(0).x() + "," + painted.heads(i).get(0).y());
    }
  }

  private CommandLineRun run(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--dataset", "csv", "--root", folder.toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void split_divides_as_train_does_and_evaluate_reads_it() throws Exception {
    CommandLineRun run =
        run("dataset split", "--validation", "0.25", "--seed", "7", "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    SplitFile written = SplitFile.read(out);
    assertThat(written.draw()).isEqualTo(new SplitFile.Draw(7, 0.75));
    CrowdDataset validation = painted.split(0.75, new SplittableRandom(7)).validation();
    assertThat(written.parts().get("validation"))
        .isEqualTo(
            IntStream.range(0, 2).mapToObj(i -> validation.id(i).replace("scene-", "p")).toList());
    assertThat(run.out())
        .contains("train: 6 images", "validation: 2 images", written.fingerprint().hex());

    CommandLineRun evaluated = run("evaluate", "--json", "--split-file", out.toString());
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(new ObjectMapper().readTree(evaluated.out()).get("images").intValue()).isEqualTo(2);
  }

  @Test
  void split_reads_lists_and_writes_them() throws Exception {
    Path train = Files.writeString(folder.resolve("a.txt"), "p1\np2\n");
    Path val = Files.writeString(folder.resolve("b.txt"), "# held out\np0\n");
    Path lists = folder.resolve("lists");
    CommandLineRun run =
        run(
            "dataset split",
            "--list",
            "train=" + train + ",validation=" + val,
            "--lists",
            lists.toString(),
            "--out",
            out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(lists.resolve("train.txt"))).isEqualTo("p1\np2\n");
    assertThat(Files.readString(lists.resolve("validation.txt"))).isEqualTo("p0\n");
    Files.writeString(val, "p0\np2\nq\n");
    CommandLineRun wrong =
        run("dataset split", "--list", "train=" + train + ",val=" + val, "--out", out.toString());
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("p2 is named before").contains("no image q");
  }

  @Test
  void hide_keeps_a_share_or_a_list() throws Exception {
    assertThat(run("dataset hide", "--keep", "0.25", "--out", out.toString()).code()).isZero();
    List<String> quarter = SplitFile.read(out).parts().get("labeled");
    assertThat(quarter).hasSize(2);
    assertThat(run("dataset hide", "--keep", "0.5", "--out", out.toString()).code()).isZero();
    assertThat(SplitFile.read(out).parts().get("labeled")).hasSize(4).containsAll(quarter);
    assertThat(SplitFile.read(out).parts().get("unlabeled")).hasSize(4);
    Path list = Files.writeString(folder.resolve("five.txt"), "p5");
    CommandLineRun listed =
        run("dataset hide", "--keep-list", list.toString(), "--out", out.toString());
    assertThat(listed.out()).contains("labeled: 1 images", "unlabeled: 7 images");
  }

  @Test
  void a_training_without_a_place_for_its_model_or_log_does_not_begin() throws Exception {
    String missing = folder.resolve("missing/file").toString();

    CommandLineRun model =
        run("train", "--out", missing, "--checkpoints", folder.resolve("c").toString());
    CommandLineRun log = run("train", "--out", folder.resolve("m").toString(), "--log", missing);

    for (CommandLineRun run : List.of(model, log)) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains(missing, "there is no folder ").doesNotContain("step ");
    }
  }

  @Test
  void wrong_usage_and_other_datasets_are_refused() throws Exception {
    String file = out.toString();
    assertThat(run("dataset split", "--validation", "1", "--out", file).code()).isEqualTo(2);
    assertThat(run("dataset hide", "--out", file).code()).isEqualTo(2);
    assertThat(run("dataset hide", "--keep", "0", "--out", file).code()).isEqualTo(2);
    assertThat(run("dataset split", "--out", file).code()).isZero();
    Files.writeString(folder.resolve("p3.csv"), "1,1\n2,2\n");
    CommandLineRun other = run("evaluate", "--split-file", file);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("fingerprint").contains("heads differ");
    CommandLineRun trained =
        run("train", "--split-file", file, "--out", folder.resolve("m").toString());
    assertThat(trained.code()).isEqualTo(1);
    assertThat(trained.err()).contains("fingerprint");
    assertThat(run("evaluate", "--split-file", file + "," + file).code()).isEqualTo(2);
    CommandLineRun both = run("evaluate", "--split-file", file, "--held-out", "0.2");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("either --held-out or --split-file");
  }
}
