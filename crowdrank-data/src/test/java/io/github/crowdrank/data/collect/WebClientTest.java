package io.github.crowdrank.data.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.crowdrank.data.collect.LocalWeb.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientTest {
  private static final byte[] CONTENT = new byte[5000];

  private final FakeTime time = new FakeTime();
  private LocalWeb web;

  @BeforeEach
  void start() throws IOException {
    web = new LocalWeb();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private WebClient client(Duration deadline) {
    return new WebClient(
        new AddressRules(true, Set.of("127.0.0.1:" + web.port()), AddressRules.Resolver::system),
        new HostPace(time, Duration.ofSeconds(2), Duration.ofSeconds(60)),
        time,
        "tests/1.0 (tests@example.org)",
        deadline);
  }

  private byte[] get(String path) throws IOException, InterruptedException {
    return client(Duration.ofSeconds(20)).get(web.uri(path), Set.of(), CONTENT.length);
  }

  private FinalException refusal(String path) {
    return catchThrowableOfType(FinalException.class, () -> get(path));
  }

  @Test
  void content_comes_whole_and_the_server_knows_who_asks() throws Exception {
    web.at("/a", Reply.of(200, CONTENT)).at("/b", Reply.chunked(CONTENT));
    assertThat(get("/a")).isEqualTo(CONTENT);
    assertThat(get("/b")).isEqualTo(CONTENT);
    assertThat(web.userAgents()).containsOnly("tests/1.0 (tests@example.org)");
  }

  @Test
  void requests_to_a_host_are_kept_apart() throws Exception {
    web.at("/a", Reply.of(200, CONTENT));
    WebClient client = client(Duration.ofSeconds(20));
    for (int i = 0; i < 3; i++) {
      client.get(web.uri("/a"), Set.of(), CONTENT.length);
    }
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  @Test
  void a_file_that_is_declared_or_found_to_be_too_large_is_refused() {
    byte[] large = new byte[CONTENT.length + 1];
    web.at("/declared", Reply.of(200, large)).at("/undeclared", Reply.chunked(large));
    assertThat(refusal("/declared").reason()).isEqualTo(DropReason.TOO_LARGE);
    assertThat(refusal("/declared")).hasMessageContaining("5001 bytes but 5000 are allowed");
    assertThat(refusal("/undeclared").reason()).isEqualTo(DropReason.TOO_LARGE);
  }

  @Test
  void a_truncated_answer_is_an_error_that_may_pass() {
    web.at("/a", Reply.truncated(CONTENT));
    assertThatThrownBy(() -> get("/a"))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FinalException.class)
        .hasMessageContaining("/a");
  }

  @Test
  void a_server_that_never_comes_to_an_end_is_cut_off() {
    web.at("/a", Reply.dripping());
    assertThatThrownBy(() -> client(Duration.ofMillis(300)).get(web.uri("/a"), Set.of(), 1 << 20))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FinalException.class)
        .hasMessageContaining("did not answer in full within 0.3 s");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {400, 403, 404, 410, 204, 206})
  void most_statuses_are_final(int status) {
    web.at("/a", Reply.of(status, ""));
    assertThat(refusal("/a"))
        .hasMessageContaining("status " + status)
        .extracting(FinalException::reason)
        .isEqualTo(DropReason.FAILED);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void some_statuses_may_pass(int status) {
    web.at("/a", Reply.of(status, "<html>"));
    assertThatThrownBy(() -> get("/a"))
        .isNotInstanceOf(FinalException.class)
        .hasMessageContaining("status " + status);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"30", "Thu, 01 Jan 2026 00:00:30 GMT"})
  void a_host_that_asks_for_rest_gets_it(String after) throws Exception {
    web.at("/a", Reply.of(429, "", "Retry-After", after), Reply.of(200, CONTENT));
    WebClient client = client(Duration.ofSeconds(20));
    assertThatThrownBy(() -> client.get(web.uri("/a"), Set.of(), CONTENT.length))
        .isInstanceOf(IOException.class);
    client.get(web.uri("/a"), Set.of(), CONTENT.length);
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void a_host_that_asks_for_a_very_long_rest_is_left_alone() {
    web.at("/a", Reply.of(429, "", "Retry-After", "86400"));
    WebClient client = client(Duration.ofSeconds(20));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> client.get(web.uri("/a"), Set.of(), CONTENT.length))
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> client.get(web.uri("/b"), Set.of(), CONTENT.length))
        .isInstanceOf(FinalException.class)
        .hasMessageContaining("86400 s, longer than the 60 s");
    assertThat(web.requests()).hasSize(1);
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void redirects_are_followed_within_the_host() throws Exception {
    web.at("/a", Reply.redirect("b")).at("/b", Reply.redirect(web.uri("/c").toString()));
    web.at("/c", Reply.of(200, CONTENT));
    assertThat(get("/a")).isEqualTo(CONTENT);
  }

  @Test
  void a_loop_of_redirects_ends_after_five() {
    web.at("/a", Reply.redirect("/a"));
    assertThat(refusal("/a")).hasMessageContaining("redirected more than 5 times");
    assertThat(web.requests()).hasSize(6);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "http://", "http://a b/", "mailto:x@example.org"})
  void a_redirect_to_nowhere_is_refused(String location) {
    web.at("/a", Reply.redirect(location));
    assertThat(refusal("/a").reason()).isEqualTo(DropReason.REFUSED);
  }

  @Test
  void a_redirect_to_another_host_needs_to_be_on_the_list() throws Exception {
    try (LocalWeb other = new LocalWeb()) {
      other.at("/b", Reply.of(200, CONTENT));
      String location = "http://localhost:" + other.port() + "/b";
      web.at("/a", Reply.redirect(location));
      WebClient client =
          new WebClient(
              new AddressRules(
                  true,
                  Set.of("127.0.0.1:" + web.port(), "localhost:" + other.port()),
                  host -> List.of(InetAddress.getLoopbackAddress())),
              new HostPace(time, Duration.ofSeconds(1), Duration.ofSeconds(60)),
              time,
              "tests",
              Duration.ofSeconds(20));
      assertThatThrownBy(() -> client.get(web.uri("/a"), Set.of("example.org"), CONTENT.length))
          .isInstanceOf(FinalException.class)
          .hasMessageContaining(location)
          .hasMessageContaining("on another host");
      assertThat(other.requests()).isEmpty();
      assertThat(client.get(web.uri("/a"), Set.of("localhost"), CONTENT.length)).isEqualTo(CONTENT);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:192.168.0.1]/"
      })
  void a_redirect_into_the_house_is_refused_even_if_its_host_is_on_the_list(String location) {
    web.at("/a", Reply.redirect(location));
    assertThatThrownBy(
            () ->
                client(Duration.ofSeconds(20))
                    .get(web.uri("/a"), Set.of(URI.create(location).getHost()), 10))
        .isInstanceOf(FinalException.class)
        .hasMessageContaining(location + " is refused: it leads to ")
        .hasMessageContaining("no public address");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"http://example.org/", "ftp://example.org/", "file:///etc/passwd", "jar:x!/y"})
  void only_https_is_contacted_unless_http_is_allowed(String address) {
    AddressRules rules =
        new AddressRules(false, Set.of(), host -> List.of(InetAddress.getByName("8.8.8.8")));
    assertThatThrownBy(() -> rules.check(URI.create(address)))
        .isInstanceOf(FinalException.class)
        .hasMessageContaining("is not an https address");
  }

  @Test
  void all_addresses_of_a_name_have_to_be_public() throws Exception {
    URI address = URI.create("https://example.org/");
    AddressRules mixed =
        new AddressRules(
            false,
            Set.of(),
            host -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.1.2.3")));
    assertThatThrownBy(() -> mixed.check(address)).hasMessageContaining("leads to 10.1.2.3");
    AddressRules unknown =
        new AddressRules(
            false,
            Set.of(),
            host -> {
              throw new UnknownHostException(host);
            });
    assertThatThrownBy(() -> unknown.check(address))
        .isNotInstanceOf(FinalException.class)
        .hasMessageContaining("there is no host example.org");
    AddressRules good =
        new AddressRules(false, Set.of(), host -> List.of(InetAddress.getByName("8.8.8.8")));
    good.check(address);
    assertThatThrownBy(() -> good.check(URI.create("https://user:pw@example.org/")))
        .hasMessageContaining("user name");
    assertThatThrownBy(() -> good.check(URI.create("https://example.org:70000/")))
        .hasMessageContaining("names no port");
    assertThatThrownBy(() -> good.check(URI.create("https:///x")))
        .hasMessageContaining("names no host");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "64:ff9b::10.0.0.1",
        "2001::1",
        "2001:db8::1",
        "2002:0a00:0001::1"
      })
  void addresses_that_are_not_public(String address) throws Exception {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "185.15.59.224",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2a02:ec80:300:ed1a::1",
        "64:ff9b::8.8.8.8"
      })
  void addresses_that_are_public(String address) throws Exception {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void what_may_pass_is_tried_again_after_waits_that_double() throws Exception {
    web.at("/a", Reply.of(500, ""), Reply.truncated(CONTENT), Reply.of(200, CONTENT));
    WebClient client = client(Duration.ofSeconds(20));
    FakeTime waits = new FakeTime();
    Retries retries = new Retries(waits, 3, Duration.ofSeconds(8), Duration.ofSeconds(60), 7);
    assertThat(retries.call(() -> client.get(web.uri("/a"), Set.of(), CONTENT.length)))
        .isEqualTo(CONTENT);
    assertThat(waits.sleeps()).hasSize(2);
    assertThat(waits.sleeps().get(0)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    assertThat(waits.sleeps().get(1)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
  }

  @Test
  void waits_are_bounded_and_repeatable_and_the_last_error_counts() {
    FakeTime first = new FakeTime();
    FakeTime second = new FakeTime();
    for (FakeTime waits : List.of(first, second)) {
      Retries retries = new Retries(waits, 9, Duration.ofSeconds(1), Duration.ofSeconds(10), 3);
      int[] attempts = {0};
      assertThatThrownBy(
              () ->
                  retries.call(
                      () -> {
                        throw new IOException("attempt " + ++attempts[0]);
                      }))
          .hasMessage("attempt 10");
    }
    assertThat(first.sleeps()).hasSize(9).isEqualTo(second.sleeps());
    assertThat(first.sleeps()).allMatch(wait -> wait.toSeconds() <= 10);
    assertThat(Set.copyOf(first.sleeps())).hasSize(9);
  }
}
