package dev.nightdesk.examples.webhookreceiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.sdk.Nightdesk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"id\":\"evt_1\",\"type\":\"message.created\",\"sequence\":1}";

    @TempDir
    Path folder;
    private final List<String> handled = new ArrayList<>();
    private boolean broken;

    @Test
    void anEventIsHandledOnceHoweverOftenItComesAndNeverWithoutASignature() throws Exception {
        Path seen = folder.resolve("seen");
        try (Receiver receiver = new Receiver(0, () -> new String[] {SECRET}, new SeenEvents(seen), event -> {
            if (broken) {
                throw new IllegalStateException("the handling broke");
            }
            handled.add(event.id());
        })) {
            assertEquals(401, post(receiver, BODY.replace("evt_1", "evt_2"), sign(BODY)));
            broken = true;
            assertEquals(500, post(receiver, BODY, sign(BODY)));
            broken = false;
            assertEquals(204, post(receiver, BODY, sign(BODY)));
            assertEquals(204, post(receiver, BODY, sign(BODY)));
        }
        assertEquals(List.of("evt_1"), handled);
        assertEquals(false, new SeenEvents(seen).once("evt_1", () -> handled.add("again")));
    }

    @Test
    void whoQuitsWhileTheServiceIsAwayIsToldWhatStays() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        Nightdesk nightdesk = Nightdesk.builder().baseUrl("http://localhost:" + nobody).apiKey("nd_test").maxRetries(0)
                .build();
        WebhookReceiver.leave(nightdesk, "whe_1", new PrintStream(screen, true, StandardCharsets.UTF_8));
        String said = screen.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("the endpoint whe_1 could not be deleted and stays: "), said);
        assertEquals(1, said.lines().count(), said);
    }

    private static int post(Receiver receiver, String body, String[] signed) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + receiver.port() + "/hook"))
                .header("webhook-id", "evt_1").header("webhook-timestamp", signed[0])
                .header("webhook-signature", signed[1]).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }

    private static String[] sign(String body) throws Exception {
        String seconds = Long.toString(InstantSource.system().instant().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
        byte[] signature = mac.doFinal(("evt_1." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        return new String[] {seconds, "v1," + Base64.getEncoder().encodeToString(signature)};
    }
}
