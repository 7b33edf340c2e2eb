package io.github.crowdrank.data.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CollectionManifestTest {
  private static final CollectedImage KEPT =
      new CollectedImage(
          "a.jpg",
          "crowd",
          "web",
          "17",
          "https://example.org/a.jpg",
          null,
          null,
          null,
          null,
          null,
          640,
          480,
          1000,
          "00ff",
          Instant.EPOCH);
  private static final DroppedImage DROPPED =
      new DroppedImage("crowd", "web", "17", DropReason.UNREADABLE, "it is cut off");

  private static CollectionManifest parse(String... lines) throws IOException {
    byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return CollectionManifest.parse(Path.of(CollectionManifest.FILE), content);
  }

  @Test
  void a_later_line_replaces_one_of_the_other_kind() throws IOException {
    CollectionManifest dropped = parse(ManifestLine.of(KEPT), ManifestLine.of(DROPPED));
    assertThat(dropped.images()).isEmpty();
    assertThat(dropped.dropped()).containsExactly(DROPPED);

    CollectionManifest kept = parse(ManifestLine.of(DROPPED), ManifestLine.of(KEPT));
    assertThat(kept.images()).containsExactly(KEPT);
    assertThat(kept.dropped()).isEmpty();
  }
}
