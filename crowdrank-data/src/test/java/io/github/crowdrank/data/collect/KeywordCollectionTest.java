package io.github.crowdrank.data.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.collect.LocalWeb.Reply;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.io.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeywordCollectionTest extends LocalCollections {
  private List<String> visibleFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  @Test
  void pictures_of_both_sources_become_a_folder_of_unlabelled_images() throws Exception {
    web.at(API, catalogue().commons(1, photo(1)).commons(2, photo(2)).commonsPage());
    web.at(IMAGES, catalogue().openverse("x", photo(3)).openversePage());

    CollectionReport report = builder("Crowded").build().run();

    assertThat(report.ending()).isEqualTo(CollectionReport.Ending.COMPLETED);
    assertThat(report.kept()).isEqualTo(3);
    assertThat(report.perKeyword()).isEqualTo(Map.of("Crowded", 3));
    assertThat(report.dropped()).isEmpty();
    assertThat(report.failedSearches()).isEmpty();
    UnlabeledImages images = ImageFolder.open(folder);
    assertThat(IntStream.range(0, images.size()).mapToObj(images::id))
        .containsExactlyInAnyOrderElementsOf(
            manifest().images().stream().map(CollectedImage::file).toList());
    CollectedImage first = manifest().images().get(0);
    byte[] content = Catalogue.photo(1);
    assertThat(Files.readAllBytes(folder.resolve(first.file()))).isEqualTo(content);
    assertThat(first)
        .isEqualTo(
            new CollectedImage(
                "wikimedia-" + Digest.sha256(content).substring(0, 32) + ".jpg",
                "Crowded",
                "wikimedia",
                "1",
                web.uri("/commons/1.jpg").toString(),
                "https://commons.wikimedia.org/wiki/File:Crowd_1.jpg",
                "Crowd 1.jpg",
                "Ann & Bo",
                "CC BY-SA 4.0",
                "https://creativecommons.org/licenses/by-sa/4.0",
                256,
                240,
                content.length,
                Digest.sha256(content),
                first.time()));
    assertThat(web.userAgents())
        .allMatch(agent -> agent.matches("crowdrank \\(tests@example.org\\) Java/\\d+"));
  }

  @Test
  void a_second_run_downloads_nothing_and_a_larger_one_what_is_missing() throws Exception {
    web.at(API, catalogue().commons(1, photo(1)).commons(2, photo(2)).commonsPage());
    builder("Crowded").perKeyword(1).build().run();
    int requests = web.requests().size();

    assertThat(builder("Crowded").perKeyword(1).build().run().kept()).isZero();
    assertThat(web.requests()).hasSize(requests);

    CollectionReport more = builder("Crowded").perKeyword(2).build().run();
    assertThat(more.kept()).isEqualTo(1);
    assertThat(more.total()).isEqualTo(2);
    assertThat(more.dropped()).isEmpty();
    assertThat(web.requests("/commons/1.jpg")).isEqualTo(1);
    assertThat(web.requests("/commons/2.jpg")).isEqualTo(1);
  }

  @Test
  void pages_are_followed_until_there_are_enough() throws Exception {
    web.at(
        API,
        catalogue().commons(1, photo(1)).commonsPageBefore(50),
        catalogue().commons(2, photo(2)).commonsPageBefore(100),
        catalogue().commons(3, photo(3)).commonsPage());
    CollectionReport report = builder("Crowded").perKeyword(2).build().run();
    assertThat(report.kept()).isEqualTo(2);
    assertThat(web.requests().stream().filter(request -> request.startsWith(API)))
        .hasSize(2)
        .element(1)
        .asString()
        .contains("gsroffset=50");
  }

  @Test
  void the_same_picture_found_twice_is_stored_once() throws Exception {
    Reply page = catalogue().commons(1, photo(1)).commons(2, photo(1)).commonsPage();
    web.at(API, page).at(IMAGES, catalogue().openverse("x", photo(1)).openversePage());

    CollectionReport report = builder("Mall", "Beach").build().run();

    assertThat(report.perKeyword()).isEqualTo(Map.of("Mall", 1, "Beach", 0));
    assertThat(report.droppedByReason()).isEqualTo(Map.of(DropReason.DUPLICATE, 5));
    assertThat(visibleFiles()).hasSize(2).contains(CollectionManifest.FILE);
    assertThat(web.requests("/commons/1.jpg")).isEqualTo(1);
    assertThat(web.requests("/commons/2.jpg")).isEqualTo(1);
    assertThat(manifest().dropped())
        .extracting(DroppedImage::detail)
        .containsOnly("the same file as " + manifest().images().get(0).file());
    builder("Mall", "Beach").build().run();
    assertThat(web.requests("/commons/2.jpg")).isEqualTo(1);
  }

  @Test
  void one_bad_picture_does_not_end_the_run() throws Exception {
    byte[] photo = Catalogue.photo(7);
    Catalogue catalogue =
        catalogue()
            .commons(1, Reply.of(404, "gone"))
            .commons(2, Reply.of(200, "<html>", "Content-Type", "image/jpeg"))
            .commons(3, Reply.of(200, Arrays.copyOf(photo, photo.length / 2)))
            .commons(4, Reply.redirect("http://10.0.0.1/secret"))
            .commons(5, Reply.of(200, new byte[3 << 20]))
            .commons(6, Reply.of(200, Catalogue.photo(6, 200, 240)))
            .commons(7, photo(7))
            .commons(8, photo(8))
            .commons(9, photo(9))
            .commons(10, Reply.of(500, ""))
            .commons(11, photo(11));
    web.at(API, catalogue.commonsPage());

    CollectionReport report = builder("Crowded").maxBytes(2 << 20).build().run();

    assertThat(report.dropped())
        .extracting(DroppedImage::id, DroppedImage::reason)
        .containsExactly(
            tuple("1", DropReason.FAILED),
            tuple("2", DropReason.UNREADABLE),
            tuple("3", DropReason.UNREADABLE),
            tuple("4", DropReason.REFUSED),
            tuple("5", DropReason.TOO_LARGE),
            tuple("6", DropReason.TOO_SMALL),
            tuple("10", DropReason.FAILED));
    assertThat(report.dropped().get(1).detail()).contains("/commons/2.jpg", "no image");
    assertThat(report.dropped().get(3).detail()).contains("10.0.0.1");
    assertThat(report.kept()).isEqualTo(4);
    assertThat(web.requests("/commons/10.jpg")).isEqualTo(5);
    assertThat(manifest().dropped()).extracting(DroppedImage::id).containsExactly("2", "3");
    for (CollectedImage image : manifest().images()) {
      ImageDecoder.builder().build().decode(folder.resolve(image.file()));
    }
  }

  @Test
  void what_is_known_beforehand_to_be_of_no_use_is_not_downloaded() throws Exception {
    Catalogue catalogue = catalogue().commons(1, photo(1));
    catalogue.last().withObject("extmetadata").withObject("LicenseShortName").put("value", "GFDL");
    catalogue.commons(2, photo(2)).last().put("width", 100).put("height", 5000);
    catalogue.commons(3, photo(3)).last().put("size", 1L << 40);
    catalogue.commons(4, photo(4)).last().remove("url");
    catalogue.commons(5, photo(5)).last().remove("extmetadata");
    web.at(API, catalogue.commonsPage());

    CollectionReport report = builder("Crowded").build().run();

    assertThat(report.droppedByReason())
        .isEqualTo(
            Map.of(
                DropReason.LICENSE,
                2,
                DropReason.TOO_SMALL,
                1,
                DropReason.TOO_LARGE,
                1,
                DropReason.UNUSABLE,
                1));
    assertThat(web.requests()).noneMatch(request -> request.startsWith("/commons/"));
    List<License> all = List.of(License.values());
    assertThat(builder("Crowded").licenses(all).build().run().kept()).isEqualTo(2);
  }

  @Test
  void passing_failures_are_tried_again() throws Exception {
    byte[] photo = Catalogue.photo(2);
    Reply lagged =
        Reply.of(200, "{\"error\":{\"code\":\"maxlag\",\"info\":\"5 s\"}}", "Retry-After", "5");
    Catalogue catalogue =
        catalogue()
            .commons(1, Reply.of(500, ""), photo(1))
            .commons(2, Reply.truncated(photo), photo(2))
            .commons(3, Reply.of(429, "", "Retry-After", "7"), photo(3))
            .commons(4, photo(4), photo(5));
    catalogue.last().put("sha1", Digest.sha1(Catalogue.photo(5)));
    web.at(API, lagged, Reply.of(503, ""), catalogue.commonsPage());

    CollectionReport report = builder("Crowded").build().run();

    assertThat(report.kept()).isEqualTo(4);
    assertThat(report.dropped()).isEmpty();
    assertThat(time.sleeps().stream().mapToLong(Duration::toMillis).sum())
        .isGreaterThan(5_000 + 7_000);
  }

  @ParameterizedTest
  @MethodSource
  void a_search_that_fails_leaves_the_other_source(Reply reply, String problem) throws Exception {
    web.at(API, reply).at(IMAGES, catalogue().openverse("x", photo(3)).openversePage());
    CollectionReport report = builder("Crowded").build().run();
    assertThat(report.kept()).isEqualTo(1);
    assertThat(report.failedSearches())
        .singleElement()
        .asString()
        .startsWith("wikimedia, \"Crowded\": ")
        .contains(problem);
  }

  static Stream<Arguments> a_search_that_fails_leaves_the_other_source() {
    return Stream.of(
        Arguments.of(Reply.of(200, "<html>"), "no valid one"),
        Arguments.of(Reply.of(200, "{\"query\":1}"), "query is an object but was 1"),
        Arguments.of(Reply.of(500, ""), "status 500"),
        Arguments.of(Reply.of(403, ""), "status 403"),
        Arguments.of(Reply.chunked(new byte[9 << 20]), "8388608 are allowed"),
        Arguments.of(Reply.redirect("http://192.168.0.1/"), "192.168.0.1"));
  }

  @Test
  void progress_counts_up_to_what_there_is() throws Exception {
    List<CollectionProgress> seen = new ArrayList<>();
    Reply page = catalogue().commons(1, photo(1)).commons(2, photo(2)).commonsPage();
    web.at(API, page, catalogue().commons(3, photo(3)).commonsPage());
    CollectionListener listener =
        new CollectionListener() {
          @Override
          public void onKept(CollectedImage image, CollectionProgress progress) {
            seen.add(progress);
          }
        };
    builder("Mall", "Beach").perKeyword(4).listener(listener).build().run();
    assertThat(seen).extracting(CollectionProgress::kept).containsExactly(1, 2, 3);
    assertThat(seen).extracting(CollectionProgress::target).containsExactly(8, 8, 6);
    CollectionProgress last = seen.get(2);
    assertThat(last.remaining())
        .isEqualTo(Duration.ofSeconds(Math.round(3 / last.imagesPerSecond())));
  }

  @Test
  void choices_out_of_range_are_named() {
    Map<String, CollectionBuilder> wrong =
        Map.of(
            "a contact is an e-mail address or a URL but was \"me\"",
            KeywordCollection.builder(folder, "me"),
            "a contact",
            KeywordCollection.builder(folder, "a@example.org\r\nHost: x"),
            "keywords differ and are not blank but were [a, a]",
            builder("a", "a"),
            "there is at least one keyword",
            builder(),
            "images per keyword are 1 or more but were 0",
            builder("a").perKeyword(0),
            "requests per second are 0.01 to 100 but were NaN",
            builder("a").requestsPerSecond(Double.NaN),
            "most bytes are 1 to 67108864 but were 0",
            builder("a").maxBytes(0),
            "a deadline is more than 0 and at most a day but was PT0S",
            builder("a").deadline(Duration.ZERO),
            "there is at least one licence",
            builder("a").licenses(List.of()),
            "an application is name/version but was \"my (app)\"",
            builder("a").application("my (app)"));
    wrong.forEach(
        (message, builder) ->
            assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message));
    assertThat(folder).doesNotExist();
  }

  @Test
  void without_choices_it_is_the_papers_collection() {
    assertThat(KeywordCollection.PAPER_KEYWORDS).hasSize(6).startsWith("Crowded").endsWith("Beach");
    KeywordCollection.builder(folder, "https://example.org/me").build();
    assertThat(folder).doesNotExist();
  }

  /** Headers hold no digits but those of ASCII. */
  @Test
  void a_collection_runs_in_every_language() throws Exception {
    web.at(API, catalogue().commons(1, photo(1)).commonsPage());
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(builder("Crowded").build().run().kept()).isEqualTo(1);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(web.userAgents())
        .allMatch(agent -> agent.matches("crowdrank \\(tests@example.org\\) Java/[0-9]+"));
  }
}
