package io.github.crowdrank.data.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sources ask and how they understand answers in the documented shape. */
class SourcesTest {
  private final ImageSource commons = new WikimediaCommons();
  private final ImageSource openverse = new Openverse();

  private static byte[] recorded(String name) throws IOException {
    try (InputStream in = SourcesTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private URI commonsSearch() {
    return commons.search("Train station", License.free());
  }

  private URI openverseSearch() {
    return openverse.search("Train station", License.free());
  }

  @Test
  void both_are_found_on_the_class_path() {
    assertThat(ImageSource.installed())
        .extracting(ImageSource::name)
        .containsExactly("openverse", "wikimedia");
  }

  @Test
  void commons_is_asked_for_photographs_with_what_is_known_of_them() {
    assertThat(commonsSearch().toString())
        .startsWith("https://commons.wikimedia.org/w/api.php?action=query&format=json&")
        .contains("formatversion=2", "maxlag=5", "generator=search", "gsrnamespace=6")
        .contains("gsrsearch=filetype%3Abitmap+Train+station", "iiurlwidth=1280");
    assertThat(WikimediaCommons.builder().width(960).build().search("x", Set.of()).toString())
        .contains("iiurlwidth=960");
  }

  @Test
  void a_page_of_commons_is_understood_best_result_first() throws IOException {
    SearchPage page = commons.parse(commonsSearch(), recorded("commons-search.json"));
    assertThat(page.images())
        .containsExactly(
            new FoundImage(
                "12",
                URI.create("https://upload.wikimedia.org/wikipedia/commons/0/0f/Demo_1968.png"),
                "https://commons.wikimedia.org/wiki/File:Demo_1968.png",
                "Demo 1968.png",
                null,
                "Public domain",
                null,
                800,
                600,
                204800,
                "89e6c98d92887913cadf06b2adb97f26cde4849b"),
            new FoundImage(
                "4711",
                URI.create(
                    "https://upload.wikimedia.org/wikipedia/commons/thumb/a/a1/Crowd_at_Helsinki_railway_station.jpg/1280px-Crowd_at_Helsinki_railway_station.jpg"),
                "https://commons.wikimedia.org/wiki/File:Crowd_at_Helsinki_railway_station.jpg",
                "Crowd at Helsinki railway station.jpg",
                "Jaana M&auml;ki & Söner",
                "CC BY-SA 4.0",
                "https://creativecommons.org/licenses/by-sa/4.0",
                1280,
                960,
                0,
                null));
    assertThat(page.unusable())
        .singleElement()
        .asString()
        .isEqualTo(
            "wikimedia: query.pages[2].imageinfo[0].mime is image/jpeg, image/png or image/gif"
                + " but was \"image/tiff\"");
    assertThat(String.valueOf(page.next()))
        .startsWith(commonsSearch().toString())
        .endsWith("&gsroffset=50&continue=gsroffset%7C%7C");
    SearchPage after =
        commons.parse(
            URI.create(String.valueOf(page.next())), utf8("{\"continue\":{\"gsroffset\":100}}"));
    assertThat(String.valueOf(after.next()))
        .contains("gsroffset=100")
        .doesNotContain("gsroffset=50");
  }

  @Test
  void what_continues_a_batch_of_commons_is_not_asked_again_for_the_next_one() throws IOException {
    SearchPage rest =
        commons.parse(
            commonsSearch(),
            utf8("{\"continue\":{\"iicontinue\":\"A.jpg|2026\",\"continue\":\"||\"}}"));
    assertThat(String.valueOf(rest.next()))
        .isEqualTo(commonsSearch() + "&iicontinue=A.jpg%7C2026&continue=%7C%7C");

    SearchPage next =
        commons.parse(
            URI.create(String.valueOf(rest.next())),
            utf8("{\"continue\":{\"gsroffset\":50,\"continue\":\"gsroffset||\"}}"));

    assertThat(String.valueOf(next.next()))
        .isEqualTo(commonsSearch() + "&gsroffset=50&continue=gsroffset%7C%7C");
  }

  @Test
  void a_search_without_results_and_the_last_page_end_it() throws IOException {
    assertThat(commons.parse(commonsSearch(), utf8("{\"batchcomplete\":true}")))
        .isEqualTo(new SearchPage(List.of(), List.of(), null));
    assertThat(openverse.parse(openverseSearch(), utf8("{\"results\":[],\"page_count\":0}")))
        .isEqualTo(new SearchPage(List.of(), List.of(), null));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"maxlag", "ratelimited"})
  void commons_may_be_busy(String code) {
    byte[] answer =
        utf8(
            "{\"error\":{\"code\":\"%s\",\"info\":\"Waiting for db1: 6.2 seconds lagged.\"}}"
                .formatted(code));
    assertThatThrownBy(() -> commons.parse(commonsSearch(), answer))
        .isInstanceOf(SourceBusyException.class)
        .hasMessageContaining(code)
        .hasMessageContaining("6.2 seconds lagged");
  }

  @Test
  void openverse_is_asked_for_the_licences_that_are_kept() {
    assertThat(openverseSearch())
        .hasToString(
            "https://api.openverse.org/v1/images/?q=Train+station&page=1&page_size=20&license=by%2Cby-sa%2Ccc0%2Cpdm");
    assertThat(openverse.search("x", Set.of(License.CC_BY_NC_ND)).toString())
        .endsWith("license=by-nc-nd");
    assertThat(openverse.search("x", Set.of(License.values())).toString())
        .doesNotContain("license");
  }

  @Test
  void a_page_of_openverse_is_understood() throws IOException {
    SearchPage page = openverse.parse(openverseSearch(), recorded("openverse-search.json"));
    assertThat(page.images())
        .containsExactly(
            new FoundImage(
                "4bc43a04-ef46-4544-a0c1-63c63f56e276",
                URI.create("https://live.staticflickr.com/65535/123%20a%7Cb_c.jpg"),
                "https://www.flickr.com/photos/someone/123",
                "Crowd on the beach",
                "Tim Sullivan",
                "CC BY-SA 2.0",
                "https://creativecommons.org/licenses/by-sa/2.0/",
                1024,
                768,
                896128,
                null),
            new FoundImage(
                "a0000000-0000-0000-0000-000000000000",
                URI.create("https://example.org/mall.jpg"),
                null,
                null,
                null,
                "CC0 1.0",
                "https://creativecommons.org/publicdomain/zero/1.0/",
                0,
                0,
                0,
                null));
    assertThat(page.unusable())
        .containsExactly(
            "openverse: results[2].url is an absolute URL but was missing",
            "openverse: results[3].url is an absolute URL but was \"mall.jpg\"");
    assertThat(String.valueOf(page.next())).contains("page=2&");
    URI last = URI.create(String.valueOf(page.next()).replace("page=2&", "page=12&"));
    assertThat(openverse.parse(last, recorded("openverse-search.json")).next()).isNull();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wikimedia | <html>503</html>            | wikimedia: the answer is JSON but was no valid one
          wikimedia | []                          | wikimedia: the answer is an object but was []
          wikimedia | {"query":7}                 | wikimedia: query is an object but was 7
          wikimedia | {"query":{"pages":{"1":2}}} | wikimedia: query.pages is an array but was {"1":2}
          wikimedia | {}                          | wikimedia: query is an object but was missing
          wikimedia | {"error":{"code":"badvalue","info":"no"}} | wikimedia: error.code was badvalue: no
          wikimedia | {"batchcomplete":true}x     | wikimedia: the answer is JSON but was no valid one
          openverse | {"results":{}}              | openverse: results is an array but was {}
          openverse | {"detail":"limit"}          | openverse: results is an array but was missing
          openverse | {"results":[                | openverse: the answer is JSON but was no valid one
          """)
  void what_is_no_page_names_source_field_and_value(String source, String answer, String message) {
    ImageSource asked = source.equals("wikimedia") ? commons : openverse;
    assertThatThrownBy(() -> asked.parse(asked.search("x", License.free()), utf8(answer)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SourceBusyException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void a_bomb_of_brackets_is_an_error_and_not_a_stack_overflow() {
    byte[] answer = utf8("{\"results\":" + "[".repeat(100_000));
    assertThatThrownBy(() -> openverse.parse(openverseSearch(), answer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nesting");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "CC BY-SA 4.0,CC_BY_SA",
    "CC BY-SA 3.0 de,CC_BY_SA",
    "'CC BY-SA 4.0,3.0,2.5,2.0,1.0',CC_BY_SA",
    "CC BY 2.0,CC_BY",
    "cc-by-nc-nd-2.0,CC_BY_NC_ND",
    "CC BY-NC-SA 2.0,CC_BY_NC_SA",
    "CC BY-NC 2.0,CC_BY_NC",
    "CC BY-ND 3.0,CC_BY_ND",
    "CC0,CC0",
    "CC0 1.0,CC0",
    "Public domain,PUBLIC_DOMAIN",
    "Public Domain Mark 1.0,PUBLIC_DOMAIN",
    "PD-US,PUBLIC_DOMAIN",
    "GFDL,OTHER",
    "CC BYE,OTHER",
    "All rights reserved,OTHER",
    "'',OTHER",
    ",OTHER"
  })
  void licences_by_their_names(String name, License family) {
    assertThat(License.of(name)).isEqualTo(family);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <a href="x">Ann</a>, Paris                        | Ann, Paris
          Ann<br/>Bo<p>Cy</p>                               | Ann Bo Cy
          &lt;b&gt; &amp; &quot;x&quot; &#39;y&#x27; &unk;  | <b> & "x" 'y' &unk;
          <script>alert(1)</script>Ann<STYLE>p{}</style>    | Ann
          <!-- <b>no</b> -->Ann <b                          | Ann
          1 < 2 & 3                                         | 1 < 2 & 3
          Ann&nbsp;&#10;&#0;  Bo                            | Ann Bo
          &#1114112;&#xd800;&#-1;                           | &#1114112;&#-1;
          """)
  void markup_becomes_plain_text(String html, String text) {
    assertThat(PlainText.of(html)).isEqualTo(text);
  }

  @Test
  void long_and_empty_texts() {
    assertThat(PlainText.of("<p> </p>")).isNull();
    assertThat(PlainText.of("x".repeat(10_000))).hasSize(500);
    assertThat(PlainText.of("&".repeat(1 << 20))).hasSize(500);
  }
}
