package io.github.crowdrank.stream;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address whose user and password, if it has any, appear in no message.
 *
 * @param whole with user and password
 */
record CameraAddress(URI whole) {
  /** Checks that it has a host and one of some schemes. */
  CameraAddress {
    String scheme = String.valueOf(whole.getScheme()).toLowerCase(Locale.ROOT);
    if (whole.getHost() == null || !ALLOWED.contains(scheme)) {
      throw new IllegalArgumentException(
          "a camera's address is of %s and has a host but was %s"
              .formatted(ALLOWED, hidden(whole)));
    }
  }

  private static final Set<String> ALLOWED = Set.of("http", "https", "rtsp", "rtsps");

  private static String hidden(URI address) {
    return address.toString().replaceFirst("//[^/?#]*@", "//");
  }

  String scheme() {
    return whole.getScheme().toLowerCase(Locale.ROOT);
  }

  /** Without user and password. */
  URI plain() {
    return URI.create(hidden(whole));
  }

  /** The value of an Authorization header, if there is a user. */
  Optional<String> basicAuthorization() {
    @Nullable String user = whole.getUserInfo();
    return user == null
        ? Optional.empty()
        : Optional.of(
            "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return hidden(whole);
  }
}
