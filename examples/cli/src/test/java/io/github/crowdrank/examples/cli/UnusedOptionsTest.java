package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option that would change nothing is wrong usage, not passed over. */
class UnusedOptionsTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    CsvFiles.write(
        folder, SyntheticCrowd.builder().size(96, 80).people(1, 5).build().dataset(3, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          experiment semi-supervised --root F --out F/out --unlabeled-keyword F | --unlabeled-keyword does not apply here: ranked in this table are the images whose labels are hidden
          experiment ablation --root F --out F/out --unlabeled-example F        | --unlabeled-example does not apply here: no row of this table learns from images found by example
          experiment ranking-choices --root F --out F/out --unlabeled-example F | --unlabeled-example does not apply here: no row of this table learns
          experiment shanghaitech --root F --out F/out --test-split --held-out 0.3 | either --test-split or --held-out
          train --dataset csv --root F --out F/m --validation 0 --disk-cache-gib 3 | --disk-cache-gib belongs to --disk-cache
          train --dataset csv --root F --out F/m --validation 0 --validate-every 5 | --validate-every has no images
          train --dataset csv --root F --out F/m --validation 0 --best             | --best has no images: --validation 0 holds none out
          train --dataset csv --root F --out F/m --validation 0 --scheme counting --unlabeled F | --scheme counting ranks nothing and takes no --unlabeled
          train --dataset csv --root F --out F/m --validation 0 --scheme counting --ranked-groups 2 | --scheme counting ranks nothing and takes no --ranked-groups
          train --dataset csv --root F --out F/m --validation 0 --scheme counting --margin 0.1 | --scheme counting ranks nothing and takes no --margin
          train --dataset csv --root F --out F/m --validation 0 --scheme counting --nesting FREE | --scheme counting ranks nothing and takes no --nesting
          train --dataset csv --root F --out F/m --validation 0 --scheme alternating --steps 1 --unlabeled F | --scheme alternating counts and ranks in turn, so it needs 2 or more --steps but has 1
          train --dataset csv --root F --out F/m --validation 0 --scheme ranking --steps 1 | --scheme ranking ranks first and counts afterwards, so it needs 2 or more --steps but has 1
          train --dataset csv --root F --out F/m --validation 0.3 --split-file F/s.json | either --validation or --split-file says which images to validate on
          train --dataset csv --root F --out F/m --validation 0 --network vgg16 --from bundled | --network does not apply to --from, whose model brings its own
          label F --no-suggestions --model nowhere                              | --model suggests points, and --no-suggestions leaves them out
          clean --pool F --model nowhere                                        | --model belongs to --min-people
          count --scale walkway F/p0.png                                  | --scale belongs to --zones
          picture --zones F/z.json --scale walkway --out F/out.png F/p0.png     | Unknown option
          report --zones F/z.json --scale walkway --out F/out F/p0.png          | Unknown option
          dataset split --dataset csv --root F --validation 0.25 --list train=a,validation=b --out F/out | either --validation or --list
          watch --fps 25 --frames 1 http://127.0.0.1:9/                         | --fps belongs to the pictures of a sequence
          watch --fps 25 --frames 1 F                                           | --fps belongs to the pictures of a sequence
          watch --fps 25 --frames 1 F/p0.csv                                    | --fps belongs to the pictures of a sequence
          watch --timeout 3 --frames 1 F                                        | --timeout belongs to a camera
          watch --timeout 3 --frames 1 F/p0.png                                 | --timeout belongs to a camera
          """)
  void it_is_refused(String command, String why) {
    String[] arguments = command.trim().split(" +", -1);
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].replaceFirst("^F(?=$|/)", folder.toString());
    }

    CommandLineRun run = CommandLineRun.of(arguments);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(why);
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("m")).doesNotExist();
  }

  @Test
  void an_unlabelled_folder_may_have_the_name_of_the_labelled_one() throws IOException {
    Path pool =
        Files.createDirectories(folder.resolve("pool").resolve(folder.getFileName().toString()));
    CsvFiles.write(pool, SyntheticCrowd.builder().size(96, 80).people(1, 5).build().dataset(2, 2));

    CommandLineRun run =
        CommandLineRun.of(
            "train",
            "--dataset",
            "csv",
            "--root",
            folder.toString(),
            "--unlabeled",
            pool.toString(),
            "--validation",
            "0",
            "--scheme",
            "multitask",
            "--labeled-batch",
            "1",
            "--ranked-groups",
            "1",
            "--steps",
            "1",
            "--out",
            folder.resolve("trained").toString());

    assertThat(run.code()).as(run.err()).isZero();
  }
}
