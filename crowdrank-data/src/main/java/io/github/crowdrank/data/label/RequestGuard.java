package io.github.crowdrank.data.label;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who may ask. Any web page may make a browser send requests to this machine, and may give its own
 * name this machine's address: the name that was asked for has to be ours, and whatever is about
 * pictures and points has to come with a token that only the address printed at the start holds.
 */
final class RequestGuard {
  static final String TOKEN_HEADER = "X-Crowdrank-Token";

  private final Set<String> hosts;
  private final String token = UUID.randomUUID().toString();

  RequestGuard(int port) {
    // Browsers leave out the port that http has anyway.
    String suffix = port == 80 ? "" : ":" + port;
    this.hosts = Set.of("127.0.0.1" + suffix, "localhost" + suffix);
  }

  /** The token of this run: 122 bits that nobody can guess. */
  String token() {
    return token;
  }

  void requireOwnHost(Headers headers) throws Refusal {
    List<String> named = headers.getOrDefault("Host", List.of());
    if (named.size() != 1 || !hosts.contains(named.get(0))) {
      throw new Refusal(421, "this server is %s but was asked for as %s".formatted(hosts, named));
    }
  }

  void requireToken(HttpExchange exchange) throws Refusal {
    String sent = exchange.getRequestHeaders().getFirst(TOKEN_HEADER);
    if (sent == null
        || !MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
      throw new Refusal(
          403,
          "this page is not of this run; paste the address that was printed at its start into this"
              + " tab, which then saves what is not saved yet");
    }
  }
}
