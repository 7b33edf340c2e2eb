package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed again and again, while pages save, keeps what it has acknowledged. */
@Tag(HardeningPart.TAG)
@EnabledIfSystemProperty(
    named = "crowdrank.hardening",
    matches = "true",
    disabledReason = "a minute of killed processes, run by -Phardening")
class LabelKillTest {
  private static final long SEED = 1;
  private static final int KILLS = 100;

  /** Nothing here takes as long. */
  private static final long GUARD_SECONDS = 120;

  private final List<RowOfSaves> pictures = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir Path folder;
  @TempDir Path temporary;

  @BeforeEach
  void draw() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      int index = pictures.size();
      Fixtures.writeImage(folder.resolve(name + ".png"), Fixtures.scene(index));
      pictures.add(new RowOfSaves(index, folder.resolve(name + ".csv"), random.split()));
    }
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void killed_while_pages_save_it_has_all_that_was_acknowledged() throws Exception {
    HardeningPart part =
        HardeningPart.begin("kill-label", "Labelling killed by kill -9 while four pages save");
    int acknowledged = 0;
    int unanswered = 0;
    int written = 0;
    for (int life = 1; life <= KILLS; life++) {
      String when = "life %d of seed %d".formatted(life, SEED);
      long start = System.nanoTime();
      acknowledged += saveUntilKilled();
      for (RowOfSaves picture : pictures) {
        picture.requireKept(when);
        unanswered += picture.isUnanswered() ? 1 : 0;
        written += picture.isAhead() ? 1 : 0;
      }
      requirePointsAndTemporaries(when);
      part.ran(when, System.nanoTime() - start);
    }
    requireReadableBesideTemporaries();
    part.end(
        "%d saves acknowledged, none lost; %d without an answer, of which %d are on disk; %d"
                .formatted(acknowledged, unanswered, written, temporaries().size())
            + " temporaries left behind, none taken for points; each next server started and showed"
            + " what is on disk");
  }

  /** One life of the server. */
  private int saveUntilKilled() throws Exception {
    Semaphore answered = new Semaphore(0);
    AtomicBoolean killed = new AtomicBoolean();
    List<Future<?>> saving = new ArrayList<>();
    int saves = random.nextInt(1, 40);
    try (LabelProcess server = LabelProcess.start(folder, temporary.resolve("errors"))) {
      LabelClient page = new LabelClient(server.address());
      requireShown(page);
      for (RowOfSaves picture : pictures) {
        saving.add(
            threads.submit(
                () -> {
                  picture.saveUntil(page, answered::release, killed::get);
                  return null;
                }));
      }
      requireAnswers(answered, saves, saving, server);
      LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(5)));
      killed.set(true);
    }
    for (Future<?> each : saving) {
      each.get(GUARD_SECONDS, TimeUnit.SECONDS);
    }
    return saves + answered.availablePermits();
  }

  /** Waits for answers, which the saves end without only if something is wrong. */
  private static void requireAnswers(
      Semaphore answered, int number, List<Future<?>> saving, LabelProcess server)
      throws Exception {
    boolean enough = false;
    for (int seconds = 0; !enough && seconds < GUARD_SECONDS; seconds++) {
      enough = answered.tryAcquire(number, 1, TimeUnit.SECONDS);
      for (Future<?> each : saving) {
        if (!enough && each.isDone()) {
          try {
            each.get();
          } catch (ExecutionException e) {
            throw new AssertionError("a save failed at " + server.state(), e.getCause());
          }
        }
      }
    }
    assertThat(enough)
        .as(
            "%d saves are answered and not %d, by %s",
            number, answered.availablePermits(), server.state())
        .isTrue();
  }

  private void requireShown(LabelClient page) throws Exception {
    for (RowOfSaves picture : pictures) {
      picture.requireShown(page);
    }
  }

  /** What lies in the folder is hidden, a picture, or the points of one. */
  private void requirePointsAndTemporaries(String when) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as(when)
          .allMatch(
              name ->
                  name.matches("[a-d][.](png|csv)|[.][a-d][.]csv[.].+[.]part")
                      || name.equals(LabelServer.LOCK));
    }
    assertThat(PointFolder.of(folder).files().keySet()).as(when).isSubsetOf("a", "b", "c", "d");
  }

  private void requireReadableBesideTemporaries() throws Exception {
    try (LabelServer last = LabelServer.builder(LabelFolder.open(folder)).start()) {
      LabelClient page = new LabelClient(last.address());
      requireShown(page);
      for (RowOfSaves picture : pictures) {
        picture.saveUnanswered(page);
        picture.save(page, 2);
      }
    }
    AnnotatedImages read = PointsCsvFolder.open(folder, folder);
    assertThat(read.size()).isEqualTo(pictures.size());
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.heads(i)).as(read.id(i)).hasSize(2);
    }
  }

  private List<Path> temporaries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(AtomicFile.TEMPORARY_SUFFIX)).toList();
    }
  }
}
