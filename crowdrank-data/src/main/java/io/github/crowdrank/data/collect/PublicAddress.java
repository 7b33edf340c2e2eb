package io.github.crowdrank.data.collect;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public internet from all others, by IANA's registries of special-purpose
 * addresses: <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IPv4</a>, <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IPv6</a>. Not public are
 * loopback, link-local, private, unique-local, carrier NAT, multicast, unspecified, documentation
 * and reserved ones, and those that would be translated to one of them.
 */
final class PublicAddress {
  private static final List<Block> SPECIAL_IPV4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");
  private static final Block GLOBAL_IPV6 = Block.of("2000::/3");
  private static final List<Block> SPECIAL_IPV6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /** Where gateways translate to the IPv4 address in the last four bytes (RFC 6052). */
  private static final Block TRANSLATED = Block.of("64:ff9b::/96");

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return isPublicIpv4(bytes);
    }
    if (TRANSLATED.contains(bytes)) {
      return isPublicIpv4(Arrays.copyOfRange(bytes, 12, 16));
    }
    return GLOBAL_IPV6.contains(bytes)
        && SPECIAL_IPV6.stream().noneMatch(block -> block.contains(bytes));
  }

  private static boolean isPublicIpv4(byte[] bytes) {
    return SPECIAL_IPV4.stream().noneMatch(block -> block.contains(bytes));
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }

  /** All addresses that begin with the same bits. */
  private static final class Block {
    private final byte[] start;
    private final int bits;

    private Block(byte[] start, int bits) {
      this.start = start;
      this.bits = bits;
    }

    static Block of(String text) {
      String[] parts = text.split("/", 2);
      try {
        return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
      } catch (UnknownHostException e) {
        throw new IllegalStateException(text + " begins with no address", e);
      }
    }

    boolean contains(byte[] address) {
      int whole = bits / 8;
      int mask = (0xff00 >> (bits % 8)) & 0xff;
      return Arrays.equals(address, 0, whole, start, 0, whole)
          && (mask == 0 || (address[whole] & mask) == (start[whole] & mask));
    }
  }
}
