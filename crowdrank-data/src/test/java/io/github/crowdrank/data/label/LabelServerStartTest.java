package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and ports that are taken by another, or free again. */
class LabelServerStartTest {
  @TempDir Path folder;
  private ServedPictures served;

  @BeforeEach
  void start() throws IOException {
    served = ServedPictures.in(folder);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void a_folder_of_points_belongs_to_one_server_at_a_time() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), served.pictures());
    for (Path same : List.of(served.pictures(), link)) {
      assertThatThrownBy(LabelServer.builder(LabelFolder.open(same))::start)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the points in " + same + " are being labelled by another run");
    }
    assertThat(served.client().save(0, "none", ServedPictures.points(2)).statusCode())
        .isEqualTo(200);
    Path others = folder.resolve("others");
    LabelServer.builder(LabelFolder.open(served.pictures(), others)).start().close();

    served.close();
    served.restart(LabelServer.builder(LabelFolder.open(link)));
    assertThat(served.client().labels(0).get("points")).hasSize(2);
  }

  @Test
  void a_folder_whose_server_could_not_start_is_free() throws Exception {
    served.close();
    LabelServer.Builder builder = served.builder();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(builder.port(taken.getLocalPort())::start).hasMessageContaining("port");
    }
    served.restart(builder.port(0));
    assertThat(served.client().labels(0).get("points").isNull()).isTrue();
  }

  /** What was saved by the process that is killed is all there for the next. */
  @Test
  void another_process_has_the_folder_until_it_is_killed() throws Exception {
    served.close();
    try (LabelProcess other = LabelProcess.start(served.pictures(), folder.resolve("errors"))) {
      LabelClient page = new LabelClient(other.address());
      assertThat(page.save(0, "none", ServedPictures.points(3)).statusCode()).isEqualTo(200);
      assertThatThrownBy(served.builder()::start)
          .hasMessageContaining(served.pictures().toString())
          .hasMessageContaining("another run");
      assertThat(page.save(2, "none", ServedPictures.points(1)).statusCode()).isEqualTo(200);
    }

    served.restart(served.builder());

    assertThat(served.client().labels(0).get("points")).hasSize(3);
    assertThat(served.client().labels(2).get("points")).hasSize(1);
  }

  @Test
  void a_folder_that_cannot_be_locked_is_named() throws Exception {
    served.close();
    Path points = Files.createDirectories(folder.resolve("points"));
    Files.createDirectory(points.resolve(LabelServer.LOCK));

    assertThatThrownBy(LabelServer.builder(LabelFolder.open(served.pictures(), points))::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            points + " cannot be labelled, for its file " + LabelServer.LOCK + " cannot be locked");
  }

  @Test
  void a_port_that_is_taken_and_choices_that_cannot_be_are_refused() throws Exception {
    served.close();
    LabelServer.Builder builder = served.builder();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(builder.port(taken.getLocalPort())::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("0 for any");
    }
    assertThatThrownBy(() -> builder.port(65_536)).hasMessageContaining("65536");
    assertThatThrownBy(() -> builder.exportFormat("yolo"))
        .hasMessageContaining("[coco, csv, ")
        .hasMessageContaining("yolo");
  }
}
