package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightdesk.api.webhook.AddressRefused.Reason;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Resolver PUBLIC = TestAddresses.answer("93.184.215.14");
    private static final Resolver NEVER_ASKED = (host, within) -> fail("looked up " + host);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "https://hooks.example.com/in?a=b          | https://hooks.example.com/in?a=b",
        "HTTPS://Hooks.Example.COM                 | https://hooks.example.com/",
        "https://hooks.example.com.:443/in         | https://hooks.example.com/in",
        "https://hooks.example.com:8443/in         | https://hooks.example.com:8443/in",
        "https://bücher.example.com/               | https://xn--bcher-kva.example.com/",
        "https://hooks。example．com/               | https://hooks.example.com/",
        "https://93.184.215.14/                    | https://93.184.215.14/",
        "https://1572394766/                       | https://93.184.215.14/",
        "https://0135.184.0xd7.016./               | https://93.184.215.14/",
        "https://[2606:4700::6810:84E5]/           | https://[2606:4700:0:0:0:0:6810:84e5]/"
    })
    void publicReceiversAreAcceptedInTheirCanonicalForm(String url, String canonical) throws Exception {
        assertEquals(canonical, AddressPolicy.STANDARD.accept(url, PUBLIC, WITHIN));
        assertEquals(canonical, AddressPolicy.STANDARD.accept(canonical, PUBLIC, WITHIN), "parses to itself");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "http://hooks.example.com/           | SCHEME",
        "ftp://hooks.example.com/            | SCHEME",
        "file:///etc/passwd                  | SCHEME",
        "gopher://hooks.example.com/         | SCHEME",
        "jar:https://hooks.example.com!/     | SCHEME",
        "https://user@hooks.example.com/     | CREDENTIALS",
        "https://user:pw@hooks.example.com/  | CREDENTIALS",
        "https://@hooks.example.com/         | CREDENTIALS",
        "https://hooks.example.com@127.0.0.1/ | CREDENTIALS",
        "https://a@b@hooks.example.com/      | CREDENTIALS",
        "https://hooks.example.com/#part     | FRAGMENT",
        "https://hooks.example.com/#         | FRAGMENT",
        "https://127.0.0.1#@hooks.example.com/ | FRAGMENT",
        "https://hooks.example.com:22/       | PORT",
        "https://hooks.example.com:25/       | PORT",
        "https://hooks.example.com:80/       | PORT",
        "https://hooks.example.com:6379/     | PORT",
        "https://hooks.example.com:27017/    | PORT",
        "https://hooks.example.com:0/        | PORT",
        "https://hooks.example.com:65536/    | PORT"
    })
    void schemeCredentialsFragmentAndPortAreChecked(String url, Reason reason) {
        assertRefused(reason, url, NEVER_ASKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "hooks.example.com", "//hooks.example.com/", "/in", "https:", "https:/", "https://", "https:///in",
        "https:hooks.example.com", "https://hooks.example.com:/", "https://hooks.example.com:44a/",
        "https://hooks.example.com:443:443/", "https://hooks.example.com:-1/", "https://hooks.example.com:000443/",
        "https://hooks.example.com\\@127.0.0.1/", "https://hooks.example.com /", " https://hooks.example.com/",
        "https://hooks.example.com/\r\nX: y", "https://hooks.example.com/ü", "https://hooks.example.com/a b",
        "https://hooks%2eexample.com/", "https://127%2e0.0.1/", "https://hooks..example.com/",
        "https://.example.com/", "https://hooks.example.com../", "https://-hooks.example.com/",
        "https://hooks_.example.com/", "https://hooks.example.com,evil.example.net/", "https://*.example.com/",
        "https://[::1/", "https://::1/", "https://[::1]x/", "https://[hooks.example.com]/", "https://[127.0.0.1]/",
        "https://[fe80::1%25eth0]/", "https://[fe80::1%eth0]/", "https://[:::]/", "https://[1:2:3:4:5:6:7:8:9]/",
        "https://256.1.1.1/", "https://1.2.3.4.5/", "https://1.2.3.256/", "https://4294967296/", "https://0x100000000/",
        "https://08.8.8.8/", "https://1..2/", "https://1.2.3.0xg1.4/", "https://hooks.example.1/",
        "https://99999999999999999999/", "https://0xfffffffffffffffffff/"
    })
    void whatIsNoPlainUrlIsRefused(String url) {
        assertRefused(Reason.MALFORMED, url, NEVER_ASKED);
    }

    @Test
    void anOverlongUrlOrHostIsRefused() {
        assertRefused(Reason.MALFORMED, "https://hooks.example.com/" + "a".repeat(2_048), NEVER_ASKED);
        assertRefused(Reason.MALFORMED, "https://" + "a".repeat(64) + ".example.com/", NEVER_ASKED);
        assertRefused(Reason.MALFORMED, "https://" + "abc.".repeat(63) + "com/", NEVER_ASKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "localhost", "LOCALHOST", "localhost.", "localhost。", "loc\u00adalhost", "ｌｏｃａｌｈｏｓｔ", "app.localhost",
        "localhost.localdomain", "metadata", "metadata.google.internal", "metadata.google.internal.",
        "instance-data.ec2.internal", "kubernetes.default.svc.cluster.local", "printer.local", "router.home.arpa",
        "nas.home", "nas.lan", "wiki.corp", "wiki.intranet", "mongodb", "host.docker.internal", "a.test", "a.invalid",
        "a.example", "a.onion", "1.0.0.127.in-addr.arpa"
    })
    void localAndMetadataNamesAreRefusedWithoutALookUp(String host) {
        assertRefused(Reason.HOST_NAME, "https://" + host + "/", NEVER_ASKED);
    }

    @Test
    void oneNonPublicAddressAmongTheAnswersRefusesThemAll() {
        assertRefused(
                Reason.NOT_PUBLIC, "https://hooks.example.com/", TestAddresses.answer("93.184.215.14", "10.0.0.1"));
        assertRefused(Reason.NOT_PUBLIC, "https://hooks.example.com/", TestAddresses.answer("::1", "93.184.215.14"));
    }

    @Test
    void aNameWithoutAddressesIsNotAccepted() {
        for (Resolver none : List.<Resolver>of(TestAddresses.answer(), (host, within) -> {
            throw new UnknownHostException(host);
        })) {
            assertThrows(
                    UnknownHostException.class,
                    () -> AddressPolicy.STANDARD.accept("https://hooks.example.com/", none, WITHIN));
        }
    }

    @Test
    void theOperatorCanOpenPortsAndCloseRanges() throws Exception {
        AddressPolicy own = new AddressPolicy(
                false,
                Set.of(443, 10_443),
                List.of(AddressRange.parse("93.184.0.0/16"), AddressRange.parse("2606::/16")));
        own.accept("https://hooks.example.com:10443/", TestAddresses.answer("1.1.1.1"), WITHIN);
        for (Resolver closed : List.of(TestAddresses.answer("93.184.215.14"), TestAddresses.answer("2606:4700::1"))) {
            assertThrows(AddressRefused.class, () -> own.accept("https://hooks.example.com/", closed, WITHIN));
        }
    }

    @Test
    void developmentOpensHttpLocalNamesPrivateAddressesAndPortsAndNothingElse() throws Exception {
        AddressPolicy open = AddressPolicy.INSECURE;
        Resolver loopback = TestAddresses.answer("127.0.0.1");
        assertEquals("http://localhost:3000/in", open.accept("http://localhost:3000/in", loopback, WITHIN));
        assertEquals("http://127.0.0.1:3000/", open.accept("http://127.1:3000", NEVER_ASKED, WITHIN));
        for (String url :
                List.of("ftp://localhost/", "http://a@localhost/", "http://localhost/#a", "http://localhost:0/")) {
            assertThrows(AddressRefused.class, () -> open.accept(url, NEVER_ASKED, WITHIN), url);
        }
    }

    @Property(tries = 1_000)
    void anyTextIsEitherRefusedOrCanonicalised(@ForAll String text) throws UnknownHostException {
        for (String url : List.of(text, "https://" + text, "https://" + text + ".example.com/")) {
            try {
                String canonical = AddressPolicy.STANDARD.accept(url, PUBLIC, WITHIN);
                assertEquals(canonical, AddressPolicy.STANDARD.accept(canonical, PUBLIC, WITHIN));
            } catch (AddressRefused refused) {
                assertNotNull(refused.reason());
            }
        }
    }

    private static void assertRefused(Reason reason, String url, Resolver resolver) {
        AddressRefused refused = assertThrows(
                AddressRefused.class, () -> AddressPolicy.STANDARD.accept(url, resolver, WITHIN), url);
        assertEquals(reason, refused.reason(), url);
    }
}
