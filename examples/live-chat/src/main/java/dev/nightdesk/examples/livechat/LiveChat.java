package dev.nightdesk.examples.livechat;

import dev.nightdesk.sdk.CustomerTokenSigner;
import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.Agent;
import dev.nightdesk.sdk.model.AgentCreate;
import dev.nightdesk.sdk.model.Conversation;
import dev.nightdesk.sdk.model.ConversationCreate;
import dev.nightdesk.sdk.model.CustomerUpsert;
import dev.nightdesk.sdk.model.IdentitySecret;
import dev.nightdesk.sdk.model.IdentitySecretCreate;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Scanner;
import java.util.UUID;

/**
 * A chat between a customer and an agent, each in a terminal. Without arguments it makes both and prints the two
 * commands to run; {@code customer <conversation> <token>} and {@code agent <conversation> <token>} are those. Takes
 * {@code NIGHTDESK_URL} (by default http://localhost:8080) and, without arguments, {@code NIGHTDESK_API_KEY}.
 */
public final class LiveChat {

    private LiveChat() {
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        String url = System.getenv().getOrDefault("NIGHTDESK_URL", "http://localhost:8080");
        if (arguments.length == 3) {
            chat(url, arguments[0], arguments[1], arguments[2]);
        } else {
            prepare(Nightdesk.builder().baseUrl(url).apiKey(System.getenv("NIGHTDESK_API_KEY")).build());
        }
    }

    private static void prepare(Nightdesk nightdesk) {
        String name = "live-chat-" + UUID.randomUUID();
        IdentitySecret secret = nightdesk.identitySecrets().create(
                IdentitySecretCreate.builder().name("Live chat example").build());
        nightdesk.customers().upsert(name, CustomerUpsert.builder().name("Ada").build());
        Agent agent = nightdesk.agents().create(
                AgentCreate.builder().name("Ben").email(name + "@example.com").build());
        String customerToken = CustomerTokenSigner.of(nightdesk.workspaces().own().id(), secret.id(),
                secret.secret().orElseThrow()).sign(name);
        Conversation conversation = nightdesk.conversations().create(ConversationCreate.builder()
                .customerId(nightdesk.customers().upsert(name, CustomerUpsert.builder().build()).id())
                .subject("Live chat").build());
        Map.of("customer", customerToken, "agent", nightdesk.agents().createToken(agent.id()).token())
                .forEach((role, token) -> System.out.println(
                        "java -jar nightdesk-live-chat.jar " + role + " " + conversation.id() + " " + token));
    }

    /** The SDK repeats what a short absence of the network has swallowed; a line lost to a long one is named. */
    private static void send(ChatWindow window, String line, PrintStream screen) {
        try {
            window.type(line);
        } catch (NightdeskException e) {
            screen.println("(not sent: " + e.getMessage() + ")");
        }
    }

    private static void chat(String url, String role, String conversationId, String token) {
        Nightdesk nightdesk = role.equals("customer")
                ? Nightdesk.builder().baseUrl(url).customerToken(() -> token).build()
                : Nightdesk.builder().baseUrl(url).agentToken(() -> token).build();
        PrintStream screen = System.out;
        try (ChatWindow window = new ChatWindow(nightdesk, conversationId, screen);
                Scanner keyboard = new Scanner(System.in, Charset.defaultCharset())) {
            screen.println("A line is a message; a line that ends in ... is only being typed; /quit ends.");
            String line = "";
            while (!line.equals("/quit") && keyboard.hasNextLine()) {
                line = keyboard.nextLine();
                send(window, line, screen);
            }
        }
    }
}
