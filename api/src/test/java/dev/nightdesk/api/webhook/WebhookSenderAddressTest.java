package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the name service says and however often it changes its mind, only checked addresses are connected to. */
@Timeout(60)
class WebhookSenderAddressTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int TRIES = 1_000;
    private static final String URL = "https://hooks.example.com/in";
    private static final InetAddress PUBLIC = address("93.184.215.14");
    private static final InetAddress PUBLIC_TOO = address("2606:4700::1");
    private static final InetAddress LOOPBACK = address("127.0.0.1");

    /** Notes where a connection would go and makes none, so that the test never leaves the machine. */
    private static final class NotedConnections implements Connector {

        private final List<InetAddress> addresses = new ArrayList<>();

        @Override
        public Socket connect(InetAddress address, int port, Duration within) throws IOException {
            addresses.add(address);
            throw new ConnectException("noted");
        }
    }

    @Test
    void aNameThatWasPublicAtCreationAndIsPrivateNowIsNotCalled() throws Exception {
        AddressPolicy.STANDARD.accept(URL, (host, within) -> List.of(PUBLIC), LIMIT);
        try (RawReceiver canary = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            AddressPolicy anyPort = portOf(canary);
            String url = "https://hooks.example.com:" + canary.port() + "/in";
            try (WebhookSender sender = sender(anyPort, (host, within) -> List.of(LOOPBACK), Connector::direct)) {
                for (int i = 0; i < TRIES; i++) {
                    assertEquals(Optional.of(FailureKind.ADDRESS_REFUSED), send(sender, url).failure());
                }
            }
            assertEquals(0, canary.connections());
        }
    }

    @Test
    void aMixtureOfPublicAndPrivateAnswersIsNotCalled() throws Exception {
        NotedConnections connections = new NotedConnections();
        Random random = new Random(1);
        try (WebhookSender sender = sender(
                AddressPolicy.STANDARD,
                (host, within) -> random.nextBoolean() ? List.of(PUBLIC, LOOPBACK) : List.of(LOOPBACK, PUBLIC_TOO),
                connections)) {
            for (int i = 0; i < TRIES; i++) {
                assertEquals(Optional.of(FailureKind.ADDRESS_REFUSED), send(sender, URL).failure());
            }
        }
        assertEquals(List.of(), connections.addresses);
    }

    @Test
    void aNameThatFlipsWithEachLookUpGetsNoSecondLookUpBetweenCheckAndConnection() throws Exception {
        NotedConnections connections = new NotedConnections();
        AtomicInteger lookUps = new AtomicInteger();
        Resolver flips = (host, within) -> List.of(lookUps.getAndIncrement() % 2 == 0 ? PUBLIC : LOOPBACK);
        try (WebhookSender sender = sender(AddressPolicy.STANDARD, flips, connections)) {
            for (int i = 0; i < TRIES; i++) {
                send(sender, URL);
            }
        }
        assertEquals(TRIES, lookUps.get(), "one look-up an attempt");
        assertEquals(TRIES / 2, connections.addresses.size());
        assertTrue(connections.addresses.stream().allMatch(PUBLIC::equals));
    }

    @Test
    void theNextCheckedAddressIsTriedWhenOneDoesNotAnswer() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            Connector firstIsDead = (address, port, within) -> {
                if (address.equals(PUBLIC)) {
                    throw new ConnectException("dead");
                }
                return Connector.direct(address, port, within);
            };
            try (WebhookSender sender =
                    sender(AddressPolicy.INSECURE, (host, within) -> List.of(PUBLIC, LOOPBACK), firstIsDead)) {
                assertTrue(send(sender, "http://hooks.example.com:" + receiver.port() + "/").succeeded());
            }
        }
    }

    @Test
    void aLongListOfAddressesIsNotTriedToItsEnd() throws Exception {
        NotedConnections connections = new NotedConnections();
        List<InetAddress> many = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            many.add(address("93.184.215." + i));
        }
        try (WebhookSender sender = sender(AddressPolicy.STANDARD, (host, within) -> many, connections)) {
            assertEquals(Optional.of(FailureKind.CONNECT_FAILED), send(sender, URL).failure());
        }
        assertEquals(many.subList(0, 4), connections.addresses);
    }

    @Test
    void aProxyOfTheEnvironmentIsNotUsed() throws Exception {
        String before = System.getProperty("socksProxyHost");
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty("socksProxyHost", "127.0.0.1");
            System.setProperty("socksProxyPort", Integer.toString(proxy.getLocalPort()));
            System.setProperty("socksNonProxyHosts", "");
            try (WebhookSender sender =
                    sender(AddressPolicy.INSECURE, (host, within) -> List.of(LOOPBACK), Connector::direct)) {
                assertTrue(send(sender, "http://hooks.example.com:" + receiver.port() + "/").succeeded());
            }
        } finally {
            System.clearProperty("socksProxyPort");
            System.clearProperty("socksNonProxyHosts");
            if (before == null) {
                System.clearProperty("socksProxyHost");
            } else {
                System.setProperty("socksProxyHost", before);
            }
        }
    }

    private static AddressPolicy portOf(RawReceiver canary) {
        return new AddressPolicy(false, Set.of(canary.port()), List.of());
    }

    private static AttemptResult send(WebhookSender sender, String url) {
        List<WebhookSecret> secrets = List.of(WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return sender.send("evt_1", url, body, secrets, Instant.parse("2026-11-23T10:00:00Z"));
    }

    private static WebhookSender sender(AddressPolicy policy, Resolver resolver, Connector connector)
            throws NoSuchAlgorithmException {
        return new WebhookSender(policy, resolver, LIMIT, new PinnedExchange(SSLContext.getDefault(), connector));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
