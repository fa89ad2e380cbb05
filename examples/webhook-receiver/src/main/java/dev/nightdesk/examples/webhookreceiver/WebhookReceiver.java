package dev.nightdesk.examples.webhookreceiver;

import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.Operation;
import dev.nightdesk.sdk.model.WebhookEndpoint;
import dev.nightdesk.sdk.model.WebhookEndpointCreate;
import dev.nightdesk.sdk.model.WebhookReplay;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;

/**
 * Makes an endpoint for itself, prints every event once, and takes commands: {@code test}, {@code replay 10} (minutes),
 * {@code deliveries}, {@code quit}. Needs {@code NIGHTDESK_API_KEY}; takes {@code NIGHTDESK_URL} (by default
 * http://localhost:8080) and {@code RECEIVER_PORT} (8090). On one machine the service must be started with
 * {@code NIGHTDESK_WEBHOOKS_ALLOW_INSECURE=true}.
 */
public final class WebhookReceiver {

    private WebhookReceiver() {
    }

    /** Runs until {@code quit}; arguments are not used. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> environment = System.getenv();
        Nightdesk nightdesk = Nightdesk.builder()
                .baseUrl(environment.getOrDefault("NIGHTDESK_URL", "http://localhost:8080"))
                .apiKey(environment.get("NIGHTDESK_API_KEY")).build();
        int port = Integer.parseInt(environment.getOrDefault("RECEIVER_PORT", "8090"));
        SeenEvents seen = new SeenEvents(Path.of("seen-events.txt"));
        CompletableFuture<String> secret = new CompletableFuture<>();
        // It listens before the endpoint is made: the making is the first event that comes.
        try (Receiver receiver = new Receiver(port, () -> new String[] {secret.join()}, seen, WebhookReceiver::print);
                Scanner commands = new Scanner(System.in, Charset.defaultCharset())) {
            WebhookEndpoint endpoint = nightdesk.webhookEndpoints().create(WebhookEndpointCreate.builder()
                    .url("http://localhost:" + receiver.port() + "/hook").eventTypes(List.of("*")).ordered(true)
                    .build());
            secret.complete(endpoint.secret().orElseThrow());
            try {
                System.out.println(
                        "Listening on port " + receiver.port() + "; test, replay <minutes>, deliveries or quit");
                obey(nightdesk, endpoint.id(), commands);
            } finally {
                leave(nightdesk, endpoint.id(), System.out);
            }
        } catch (NightdeskException e) {
            System.out.println("no endpoint could be made: " + e.getMessage());
        }
    }

    /** Takes the endpoint away, or says what is left when the service cannot be reached. */
    static void leave(Nightdesk nightdesk, String endpointId, PrintStream screen) {
        try {
            nightdesk.webhookEndpoints().delete(endpointId, "*");
        } catch (NightdeskException e) {
            screen.println("the endpoint " + endpointId + " could not be deleted and stays: " + e.getMessage());
        }
    }

    private static void obey(Nightdesk nightdesk, String endpointId, Scanner commands) {
        String command = "";
        while (!command.equals("quit") && commands.hasNextLine()) {
            command = commands.nextLine().strip();
            try {
                carryOut(nightdesk, endpointId, command);
            } catch (NightdeskException | NumberFormatException e) {
                System.out.println("that did not work: " + e.getMessage());
            }
        }
    }

    private static void carryOut(Nightdesk nightdesk, String endpointId, String command) {
        if (command.equals("test")) {
            nightdesk.webhookEndpoints().test(endpointId);
        } else if (command.startsWith("replay ")) {
            Duration back = Duration.ofMinutes(Long.parseLong(command.substring("replay ".length())));
            Operation replay = nightdesk.webhookEndpoints().replay(endpointId, WebhookReplay.builder()
                    .since(InstantSource.system().instant().minus(back)).build());
            System.out.println("replaying by " + replay.id() + "; what was seen before is not printed again");
        } else if (command.equals("deliveries")) {
            nightdesk.webhookEndpoints().deliveries(endpointId).data().forEach(delivery -> System.out.println(
                    delivery.eventType() + " " + delivery.state() + " after " + delivery.attemptCount() + " attempts"));
        }
    }

    private static void print(Event event) {
        System.out.println(event.sequence() + " " + event.type() + " " + event.conversationId().orElse(""));
    }
}
