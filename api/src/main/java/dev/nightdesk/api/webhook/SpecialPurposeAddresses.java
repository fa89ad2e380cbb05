package dev.nightdesk.api.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that are not plain public unicast: every entry of IANA's IPv4 and IPv6 special-purpose registries,
 * also those marked globally reachable, and multicast, reserved and translated space.
 */
final class SpecialPurposeAddresses {

    private static final List<AddressRange> IPV4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // A public address by its number; inside one large cloud it is the host's own control service.
            "168.63.129.16/32");

    /**
     * Everything outside 2000::/3 is refused, which covers loopback, link-local, unique-local, multicast, v4-mapped,
     * v4-compatible, NAT64, discard-only and segment-routing space. These lie inside it.
     */
    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");

    private static final List<AddressRange> IPV6_INSIDE_GLOBAL = ranges(
            // Protocol assignments, with Teredo, benchmarking, ORCHID and drone identifiers inside.
            "2001::/23",
            "2001:db8::/32",
            // 6to4 carries any IPv4 address.
            "2002::/16",
            "2620:4f:8000::/48",
            "3fff::/20");

    private SpecialPurposeAddresses() {
    }

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return IPV4.stream().anyMatch(range -> range.contains(bytes));
        }
        return !GLOBAL_UNICAST.contains(bytes)
                || IPV6_INSIDE_GLOBAL.stream().anyMatch(range -> range.contains(bytes))
                || isIsatap(bytes);
    }

    /** RFC 5214 interface identifiers (…:0:5efe:a.b.c.d) tunnel to the IPv4 address they end with, under any prefix. */
    private static boolean isIsatap(byte[] bytes) {
        boolean localOrGlobal = bytes[8] == 0 || bytes[8] == 2;
        return localOrGlobal && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }

    private static List<AddressRange> ranges(String... blocks) {
        return Stream.of(blocks).map(AddressRange::parse).toList();
    }
}
