package io.github.crowdrank.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.browser.Browser;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.process.JavaProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own can show: its streams, its exit code, its end by a signal. */
class ProcessTest {
  private static final String PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg")
          .toString();

  @TempDir Path folder;

  private ProcessBuilder crowdrank(String... arguments) {
    return JavaProcess.of(Main.class, arguments).directory(folder.toFile());
  }

  @Test
  void standard_output_holds_the_json_and_nothing_else() throws Exception {
    Process process =
        crowdrank("count", "--json", PHOTO, "nowhere.jpg")
            .redirectError(folder.resolve("err").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(out.lines()).hasSize(2);
    for (String line : out.lines().toList()) {
      assertThat(new ObjectMapper().readTree(line).has("file")).as(line).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "watch", "count"})
  @EnabledOnOs(OS.LINUX)
  void output_that_cannot_be_written_is_told_and_is_no_success(String command) throws Exception {
    List<String> arguments = command.equals("info") ? List.of(command) : List.of(command, PHOTO);
    Process process =
        crowdrank(arguments.toArray(String[]::new)).redirectOutput(new File("/dev/full")).start();

    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(err).contains("standard output could not be written");
  }

  @Test
  void a_training_that_is_told_to_end_saves_a_checkpoint_and_goes_on_from_it() throws Exception {
    CrowdDataset painted =
        SyntheticCrowd.builder().size(96, 80).people(5, 20).build().dataset(2, 3);
    for (int i = 0; i < painted.size(); i++) {
      ImageIO.write(
          painted.image(i).toBufferedImage(), "png", folder.resolve("p" + i + ".png").toFile());
      Files.writeString(folder.resolve("p" + i + ".csv"), "x,y\n10,20\n");
    }
    String[] command = {
      "train",
      "--dataset",
      "csv",
      "--root",
      folder.toString(),
      "--steps",
      "100000",
      "--validation",
      "0",
      "--labeled-batch",
      "1",
      "--ranked-groups",
      "1",
      "--checkpoint-every",
      "100000",
      "--out",
      folder.resolve("model").toString()
    };

    Process first = crowdrank(command).redirectErrorStream(true).start();
    readUntil(first, "step 1/");
    // Process.destroy would close what it has still to say.
    first.toHandle().destroy();
    assertThat(readUntil(first, "the same command"))
        .isEqualTo("the same command goes on from here");
    first.waitFor();

    try (Stream<Path> saved = Files.list(folder.resolve("model.checkpoints"))) {
      assertThat(saved.filter(file -> file.toString().endsWith(".checkpoint"))).hasSize(1);
    }
    Process second = crowdrank(command).redirectErrorStream(true).start();
    assertThat(readUntil(second, "going on from step")).contains(".checkpoint");
    second.destroyForcibly();
  }

  @Test
  void a_head_that_was_clicked_outlives_the_process_that_served_the_page() throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium on the path (Debian: apt install chromium)");
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Files.copy(Path.of(PHOTO), pictures.resolve("photo.jpg"));

    Process serving =
        crowdrank("label", "--port", "0", pictures.toString()).redirectErrorStream(true).start();
    try (Browser browser =
        Browser.open(
            program.orElseThrow(),
            folder.resolve("profile"),
            URI.create(readUntil(serving, "http://")))) {
      browser.await("openSuggestions().length > 50");
      browser.click("#canvas");
      browser.await("document.getElementById('state').textContent === 'saved'");
      serving.destroyForcibly().waitFor();

      CrowdDataset labelled = DatasetFormats.named("csv").open(pictures, "all");
      assertThat(labelled.heads(0)).hasSize(1);
      browser.press("a");
      browser.await(
          "document.getElementById('problem').textContent"
              + ".startsWith('Not saved: the server does not answer')");
    } finally {
      serving.destroyForcibly();
    }
    try (Stream<Path> files = Files.list(pictures)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("photo.jpg", "photo.csv", ".crowdrank-label.lock");
    }
  }

  @Test
  void digits_are_those_of_programs_whatever_the_language() throws Exception {
    ProcessBuilder arabic =
        crowdrank("dataset", "check", "--dataset", "jsonl", "--root", folder.toString());
    arabic.command().addAll(1, List.of("-Duser.language=ar", "-Duser.country=EG"));
    Files.writeString(folder.resolve("points.jsonl"), "{\n\"image\": 7}");
    Process check = arabic.redirectErrorStream(true).start();

    assertThat(new String(check.getInputStream().readAllBytes(), UTF_8)).contains("line 2, column");
    assertThat(check.waitFor()).isEqualTo(1);
  }

  @Test
  void a_page_is_served_until_a_signal_ends_it() throws Exception {
    Path photo = Files.copy(Path.of(PHOTO), folder.resolve("photo.jpg"));
    Process serving =
        crowdrank("label", "--port", "0", "--no-suggestions", folder.toString())
            .redirectErrorStream(true)
            .start();
    URI address = URI.create(readUntil(serving, "http://"));

    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(new String(address.resolve("/").toURL().openStream().readAllBytes(), UTF_8))
        .startsWith("<!DOCTYPE html>");
    serving.destroy();
    assertThat(serving.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(photo.resolveSibling("photo.csv")).doesNotExist();
  }

  private static String readUntil(Process process, String text) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      seen.append(line).append('\n');
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("\"" + text + "\" was never printed:\n" + seen);
  }
}
