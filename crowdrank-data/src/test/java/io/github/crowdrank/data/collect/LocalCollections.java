package io.github.crowdrank.data.collect;

import io.github.crowdrank.data.collect.LocalWeb.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Collections from a local server into a temporary folder. */
abstract class LocalCollections {
  static final String API = "/w/api.php";
  static final String IMAGES = "/v1/images/";

  @TempDir private Path temporary;
  Path folder;
  LocalWeb web;
  final FakeTime time = new FakeTime();

  @BeforeEach
  void start() throws IOException {
    folder = temporary.resolve("crowds");
    web = new LocalWeb();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  CollectionBuilder builder(String... keywords) {
    return KeywordCollection.builder(folder, "tests@example.org")
        .sources(
            List.of(
                WikimediaCommons.builder().api(web.uri(API)).build(),
                Openverse.builder().api(web.uri(IMAGES)).build()))
        .keywords(List.of(keywords))
        .perKeyword(10)
        .time(time)
        .allowPlainHttp()
        .allowLoopbackForTests("127.0.0.1", web.port());
  }

  Catalogue catalogue() {
    return new Catalogue(web);
  }

  static Reply photo(long seed) {
    return Reply.of(200, Catalogue.photo(seed), "Content-Type", "image/jpeg");
  }

  CollectionManifest manifest() throws IOException {
    return CollectionManifest.read(folder);
  }
}
