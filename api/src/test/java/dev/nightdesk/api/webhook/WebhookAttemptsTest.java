package dev.nightdesk.api.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.nightdesk.api.webhook.DeliveryState.Failed;
import dev.nightdesk.api.webhook.DeliveryState.Succeeded;
import dev.nightdesk.api.webhook.DeliveryState.Waiting;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries through the sender to a receiver played by WireMock, on a clock that jumps to each due time. */
@Timeout(60)
class WebhookAttemptsTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final byte[] BODY = "{\"text\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);
    private static final List<WebhookSecret> SECRETS =
            List.of(WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    /** One recorded attempt: when, and how the delivery stood afterwards. */
    private record Step(Instant at, AttemptResult result, Delivery after) {
    }

    private final WireMockServer receiver = new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final Random random = new Random(1);
    private WebhookSender sender;

    @BeforeEach
    void start() throws Exception {
        receiver.start();
        sender = sender(Duration.ofSeconds(15));
    }

    @AfterEach
    void stop() {
        sender.close();
        receiver.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void kFailuresMakeKPlusOneAttemptsOfTheSameBytesWithFreshTimes(int failures) {
        failThenAccept(failures);
        List<Step> steps = deliver();
        assertTrue(steps.getLast().after().state() instanceof Succeeded);
        List<LoggedRequest> requests = receiver.findAll(postRequestedFor(anyUrl()));
        assertEquals(failures + 1, requests.size());
        for (int i = 0; i < requests.size(); i++) {
            LoggedRequest request = requests.get(i);
            assertEquals("evt_1", request.getHeader("webhook-id"));
            assertEquals(new String(BODY, StandardCharsets.UTF_8), request.getBodyAsString());
            assertEquals(Long.toString(steps.get(i).at().getEpochSecond()), request.getHeader("webhook-timestamp"));
            assertEquals(
                    WebhookSigner.sign("evt_1", steps.get(i).at(), BODY, SECRETS),
                    request.getHeader("webhook-signature"));
        }
        for (int i = 1; i < steps.size(); i++) {
            double waited = Duration.between(steps.get(i - 1).at(), steps.get(i).at()).toMillis();
            double planned = RetrySchedule.STANDARD.delays().get(i).toMillis();
            assertTrue(Math.abs(waited / planned - 1) <= 0.2001, waited + " instead of " + planned);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultIsAFailureThatIsRetried(Fault fault) {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withFault(fault)));
        Step first = deliver().getFirst();
        assertFalse(first.result().succeeded());
        assertTrue(first.after().state() instanceof Waiting, () -> first.after().toString());
    }

    @Test
    void tenMebibytesOfAnswerAreNotReadAndCountAsTheirStatus() {
        byte[] large = "x".repeat(10 << 20).getBytes(StandardCharsets.UTF_8);
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(200).withBody(large)));
        AttemptResult result = deliver().getFirst().result();
        assertTrue(result.succeeded(), result::toString);
        assertEquals(1_024, result.excerpt().length());
    }

    @Test
    void aSlowAnswerAndADribblingOneTimeOut() throws Exception {
        sender.close();
        sender = sender(Duration.ofMillis(800));
        for (ResponseDefinitionBuilder slow : List.of(
                aResponse().withFixedDelay(20_000), aResponse().withBody("slow").withChunkedDribbleDelay(4, 20_000))) {
            receiver.stubFor(post(anyUrl()).willReturn(slow));
            AttemptResult result = attempt(planned(), START).result();
            assertEquals(Optional.of(FailureKind.TIMED_OUT), result.failure());
            assertTrue(result.latency().compareTo(Duration.ofSeconds(6)) < 0, result::toString);
        }
    }

    @Test
    void goneEndsTheDeliveryAndTheEndpoint() {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(410)));
        List<Step> steps = deliver();
        assertEquals(1, steps.size());
        assertTrue(steps.getFirst().after().state() instanceof Failed);
        EndpointHealth health =
                EndpointHealth.GOOD.after(steps.getFirst().result(), START, Duration.ofDays(5));
        assertEquals(Optional.of(EndpointHealth.Reason.GONE), health.disabled().map(EndpointHealth.Disabled::reason));
    }

    @Test
    void retryAfterInSecondsAndAsADateIsHonouredAndGarbageIgnored() {
        Map<String, Duration> expected = Map.of(
                "120", Duration.ofSeconds(120),
                "Mon, 23 Nov 2026 11:00:00 GMT", Duration.ofHours(1),
                "in a while", Duration.ofSeconds(5));
        for (int status : List.of(429, 503)) {
            expected.forEach((header, wait) -> {
                receiver.stubFor(post(anyUrl())
                        .willReturn(aResponse().withStatus(status).withHeader("Retry-After", header)));
                Waiting waiting = (Waiting) attempt(planned(), START).after().state();
                double waited = Duration.between(START, waiting.dueAt()).toMillis();
                assertEquals(1.0, waited / wait.toMillis(), 0.2001, header);
            });
        }
    }

    @Test
    void aRedirectIsRetriedAndNeverFollowed() {
        receiver.stubFor(post("/in").willReturn(aResponse().withStatus(302).withHeader("Location", "/elsewhere")));
        receiver.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(200)));
        List<Step> steps = deliver();
        assertEquals(10, steps.size());
        assertTrue(steps.getLast().after().state() instanceof Failed);
        assertTrue(receiver.getAllServeEvents().stream().allMatch(event -> event.getRequest().getUrl().equals("/in")));
    }

    /** Claims, sends and records until the delivery is finished, each time at its due time. */
    private List<Step> deliver() {
        List<Step> steps = new ArrayList<>();
        Delivery delivery = planned();
        while (delivery.state() instanceof Waiting waiting) {
            Step step = attempt(delivery, waiting.dueAt());
            steps.add(step);
            delivery = step.after();
        }
        return steps;
    }

    private Step attempt(Delivery delivery, Instant now) {
        Delivery claimed = delivery.claim("worker", now, LEASE).orElseThrow();
        String url = "http://hooks.example.com:" + receiver.port() + "/in";
        AttemptResult result = sender.send(claimed.subject().eventId(), url, BODY, SECRETS, now);
        Delivery after =
                claimed.record(claimed.fence(), result, now, RetrySchedule.STANDARD, random).orElseThrow();
        return new Step(now, result, after);
    }

    private static WebhookSender sender(Duration limit) throws NoSuchAlgorithmException {
        Resolver loopback = (host, within) -> List.of(InetAddress.getLoopbackAddress());
        return new WebhookSender(AddressPolicy.INSECURE, loopback, limit, SSLContext.getDefault());
    }

    private Delivery planned() {
        Delivery.Subject subject =
                new Delivery.Subject("wsp_1", "whk_1", "evt_1", "message.created", 1, Optional.empty());
        return Delivery.planned("dlv_1", subject, START, RetrySchedule.STANDARD, random);
    }

    private void failThenAccept(int failures) {
        for (int i = 0; i <= failures; i++) {
            int status = i < failures ? 500 : 200;
            receiver.stubFor(post(anyUrl())
                    .inScenario("k failures")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
                    .willReturn(aResponse().withStatus(status))
                    .willSetStateTo("after " + (i + 1)));
        }
    }
}
