package dev.nightdesk.examples.quickstart;

import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.model.Conversation;
import dev.nightdesk.sdk.model.ConversationCreate;
import dev.nightdesk.sdk.model.Customer;
import dev.nightdesk.sdk.model.CustomerUpsert;
import dev.nightdesk.sdk.model.Message;
import dev.nightdesk.sdk.model.MessageCreate;
import dev.nightdesk.sdk.model.WorkspaceCreate;
import java.util.Map;

/**
 * Holds one conversation and reads it back. Takes {@code NIGHTDESK_URL} (by default http://localhost:8080), and
 * {@code NIGHTDESK_API_KEY} or, to make a workspace first, {@code NIGHTDESK_PLATFORM_KEY}.
 */
public final class Quickstart {

    private Quickstart() {
    }

    /** Runs it; arguments are not used. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        String url = environment.getOrDefault("NIGHTDESK_URL", "http://localhost:8080");
        String apiKey = environment.get("NIGHTDESK_API_KEY");
        if (apiKey == null) {
            Nightdesk platform = Nightdesk.builder().baseUrl(url)
                    .platformKey(environment.get("NIGHTDESK_PLATFORM_KEY")).build();
            apiKey = platform.workspaces().create(WorkspaceCreate.builder().name("Quickstart").build())
                    .apiKey().orElseThrow();
        }
        holdConversation(Nightdesk.builder().baseUrl(url).apiKey(apiKey).build());
    }

    static void holdConversation(Nightdesk nightdesk) {
        Customer ada = nightdesk.customers().upsert("shop-4711",
                CustomerUpsert.builder().name("Ada Example").email("ada@example.com").build());
        Conversation conversation = nightdesk.conversations().create(ConversationCreate.builder()
                .customerId(ada.id())
                .subject("Where is my order?")
                .message(MessageCreate.builder().body("I ordered a week ago and nothing came.").build())
                .build());
        nightdesk.messages(conversation.id()).create(
                MessageCreate.builder().body("It left our warehouse today and arrives tomorrow.").build());
        nightdesk.conversations().resolve(conversation.id());
        for (Message message : nightdesk.messages(conversation.id()).list().autoPager()) {
            System.out.printf("%d %s: %s%n", message.sequence(), message.author().type(), message.body());
        }
    }
}
