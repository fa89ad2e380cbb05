package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightdesk.api.webhook.AddressRefused.Reason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of an address and no range of the registries passes for public. */
class PublicAddressesTest {

    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Resolver NEVER_ASKED = (host, within) -> fail("looked up " + host);

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1",
        "0x7f.0.0.0x1",
        "127.0.0.1.", "127。0。0。1", "１２７．０．０．１", "①②⑦.⓪.⓪.①", "0", "0.0.0.0", "00000000177.0.0.1", "0x",
        "169.254.169.254", "2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "169.254.43518", "100.100.100.200",
        "192.0.0.192", "168.63.129.16", "10.0.0.1", "012.1", "192.168.0.1", "0xc0a80001", "172.16.0.1", "172.31.255.255"
    })
    void everySpellingOfAPrivateIpv4AddressIsRefused(String host) {
        assertRefused(Reason.NOT_PUBLIC, "https://" + host + "/", NEVER_ASKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "::1", "::", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8",
        "::127.0.0.1", "::8.8.8.8",
        "64:ff9b::7f00:1", "64:ff9b::169.254.169.254", "64:ff9b::8.8.8.8", "64:ff9b:1::a00:1", "2002:7f00:1::",
        "2002:a9fe:a9fe::1", "2002:808:808::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:a00:1::", "fe80::1",
        "fec0::1", "fd00:ec2::254", "fc00::1", "ff02::1", "100::1", "100:0:0:1::1", "2001:db8::1", "3fff::1", "5f00::1",
        "2620:4f:8000::1", "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:127.0.0.1", "4000::1"
    })
    void everyFormOfANonPublicIpv6AddressIsRefused(String host) {
        assertRefused(Reason.NOT_PUBLIC, "https://[" + host + "]/", NEVER_ASKED);
    }

    @Property(tries = 2_000)
    void noMixtureOfRadixesAndShortFormsHidesAPrivateAddress(
            @ForAll @Size(3) List<@IntRange(max = 255) Integer> rest,
            @ForAll @IntRange(max = 3) int shortened,
            @ForAll long seed) {
        Random random = new Random(seed);
        int first = random.nextBoolean() ? 10 : 127;
        int[] octets = {first, rest.get(0), rest.get(1), rest.get(2)};
        StringBuilder host = new StringBuilder();
        for (int i = 0; i < 3 - shortened; i++) {
            host.append(inSomeRadix(octets[i], random)).append('.');
        }
        long tail = 0;
        for (int i = 3 - shortened; i < 4; i++) {
            tail = tail * 256 + octets[i];
        }
        host.append(inSomeRadix(tail, random));
        assertRefused(Reason.NOT_PUBLIC, "https://" + host + "/", NEVER_ASKED);
    }

    private static String inSomeRadix(long number, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "0x" + Long.toHexString(number);
            case 1 -> "0X" + Long.toHexString(number).toUpperCase(Locale.ROOT);
            case 2 -> "0" + Long.toOctalString(number);
            default -> Long.toString(number);
        };
    }

    /** IANA's special-purpose registries, IPv4 and IPv6, and the multicast and reserved space beside them. */
    @ParameterizedTest
    @ValueSource(strings = {
        "0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/32",
        "192.0.0.171/32", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.88.99.2/32",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
        "255.255.255.255/32", "224.0.0.0/4",
        "::1/128", "::/128", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64",
        "2001::/23", "2001::/32", "2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32",
        "2001:4:112::/48", "2001:10::/28", "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2002::/16",
        "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "ff00::/8"
    })
    void theWholeOfEverySpecialPurposeRangeIsRefusedAsAnAnswer(String block) {
        byte[] network = TestAddresses.bytes(block.substring(0, block.indexOf('/')));
        int prefix = Integer.parseInt(block.substring(block.indexOf('/') + 1));
        byte[] last = network.clone();
        for (int bit = prefix; bit < last.length * 8; bit++) {
            last[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        for (byte[] address : List.of(network, last)) {
            InetAddress answer = TestAddresses.address(address);
            assertRefused(Reason.NOT_PUBLIC, "https://hooks.example.com/", (host, within) -> List.of(answer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.255", "203.0.114.0",
        "223.255.255.255", "168.63.129.15", "2001:200::1", "2001:db7:ffff::1", "2001:db9::", "2003::1",
        "2606:4700:4700::1111", "3ffe::1", "2620:4f:7fff::1"
    })
    void theNeighboursOfTheRangesAreAccepted(String address) throws Exception {
        AddressPolicy.STANDARD.accept("https://hooks.example.com/", TestAddresses.answer(address), WITHIN);
    }

    private static void assertRefused(Reason reason, String url, Resolver resolver) {
        AddressRefused refused = assertThrows(
                AddressRefused.class, () -> AddressPolicy.STANDARD.accept(url, resolver, WITHIN), url);
        assertEquals(reason, refused.reason(), url);
    }
}
