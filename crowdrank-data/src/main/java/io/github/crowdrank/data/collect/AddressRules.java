package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which addresses may be contacted: HTTPS, and a host all of whose addresses are public.
 *
 * <p>The name is resolved here before the HTTP client resolves it again, a moment later and as a
 * rule from the cache of the JVM. A name that changed in between would still have to show a
 * certificate for itself.
 *
 * @param plainHttp whether HTTP is allowed too
 * @param loopback {@code host:port} that may be a loopback address
 */
record AddressRules(boolean plainHttp, Set<String> loopback, Resolver resolver) {
  /** Finds the addresses of a host. */
  @FunctionalInterface
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;

    static List<InetAddress> system(String host) throws UnknownHostException {
      return List.of(InetAddress.getAllByName(host));
    }
  }

  /**
   * Returns if {@code address} may be contacted.
   *
   * @throws FinalException if it may not
   * @throws IOException if its host cannot be found
   */
  void check(URI address) throws IOException {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(plainHttp && scheme.equals("http"))) {
      throw refused(address, "is not an https address");
    }
    String host = address.getHost();
    if (host == null) {
      throw refused(address, "names no host");
    }
    if (address.getPort() == 0 || address.getPort() > 65_535) {
      throw refused(address, "names no port");
    }
    if (address.getRawUserInfo() != null) {
      throw refused(address, "holds a user name");
    }
    List<InetAddress> found;
    try {
      found = resolver.resolve(host);
    } catch (UnknownHostException e) {
      throw new IOException(address + ": there is no host " + host, e);
    }
    boolean loopbackAllowed = loopback.contains(host + ":" + address.getPort());
    for (InetAddress each : found) {
      if (!PublicAddress.is(each) && !(loopbackAllowed && each.isLoopbackAddress())) {
        throw refused(
            address, "leads to " + each.getHostAddress() + ", which is no public address");
      }
    }
  }

  static FinalException refused(URI address, String reason) {
    return new FinalException(DropReason.REFUSED, address + " is refused: it " + reason);
  }
}
