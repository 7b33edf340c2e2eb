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
  /** Checks its scheme, its host, its port if it has one, and where a user and password end. */
  CameraAddress {
    String scheme = String.valueOf(whole.getScheme()).toLowerCase(Locale.ROOT);
    // What follows a / ? or # in a password is to a URI a path.
    boolean cut = whole.getHost() == null ? whole.toString().contains("@") : isCut(whole);
    if (whole.getHost() == null || cut || !ALLOWED.contains(scheme)) {
      throw new IllegalArgumentException(
          "a camera's address is of %s and has a host but was %s%s"
              .formatted(ALLOWED, withoutAll(whole), cut ? ESCAPES : ""));
    }
    // Of a port that cannot be, URIs know nothing, and connecting to it fails as a camera does that
    // is switched off.
    if (whole.getPort() == 0 || whole.getPort() > LARGEST_PORT) {
      throw new IllegalArgumentException(
          "a camera's port is 1 to %d but was %d in %s"
              .formatted(LARGEST_PORT, whole.getPort(), hidden(whole)));
    }
  }

  private static final Set<String> ALLOWED = Set.of("http", "https", "rtsp", "rtsps");

  private static final int LARGEST_PORT = 65_535;

  private static final String ESCAPES =
      ", without what precedes its last @; in a user, a password and what follows the host, an @ is"
          + " written %40, and in a user and password / is %2F, ? is %3F and # is %23";

  private static String hidden(URI address) {
    return address.toString().replaceFirst("//[^/?#]*@", "//");
  }

  private static boolean isCut(URI address) {
    return hidden(address).contains("@");
  }

  /** Without all that may be of a password. */
  private static String withoutAll(URI address) {
    return address.toString().replaceFirst("(?is)^((?:https?|rtsps?):/{0,2}|[^:/@]*://)?.*@", "$1");
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
