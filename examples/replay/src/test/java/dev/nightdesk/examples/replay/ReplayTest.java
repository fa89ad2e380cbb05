package dev.nightdesk.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.sdk.Nightdesk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private boolean replay(MemoryService service, String... arguments) throws Exception {
        Nightdesk nightdesk = Nightdesk.builder().baseUrl(service.url()).apiKey("nd_test_key").maxRetries(100)
                .sleeper(duration -> { }).build();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Replay(Options.parse("run", arguments), nightdesk, out, false).replay();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theSampleIsSentAndFoundAgain() throws Exception {
        try (MemoryService service = new MemoryService(() -> false)) {
            assertTrue(replay(service, "--sample", "--concurrency", "4", "--verify"), this::printed);
        }
        int turns = DialogueFiles.sample().stream().mapToInt(dialogue -> dialogue.turns().size()).sum();
        assertTrue(printed().contains("60 conversations, " + (turns + 60) + " messages"), this::printed);
        assertTrue(printed().contains("0 errors"), this::printed);
        assertTrue(printed().contains("0 faults"), this::printed);
    }

    @Test
    void answersThatGetLostDoubleNothing() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (MemoryService service = new MemoryService(() -> requests.incrementAndGet() % 5 == 0)) {
            assertTrue(replay(service, "--concurrency", "4", "--limit", "20", "--no-answer", "--verify"), this::printed);
        }
        assertTrue(printed().contains("20 conversations"), this::printed);
    }

    @Test
    void whatIsMissingIsFound() throws Exception {
        try (MemoryService service = new MemoryService(() -> false)) {
            assertTrue(replay(service, "--limit", "3"));
            Nightdesk nightdesk = Nightdesk.builder().baseUrl(service.url()).build();
            Verification verification =
                    new Verification(nightdesk, new Run("run", "agt_1"), DialogueFiles.sample().subList(0, 4));
            assertEquals(3, verification.faults(1, () -> { }).size(), "one dialogue too few: conversations, its own, log");

            service.loseAMessage();
            service.loseAnEvent();
            Verification second =
                    new Verification(nightdesk, new Run("run", "agt_1"), DialogueFiles.sample().subList(0, 3));
            String faults = String.join("\n", second.faults(1, () -> { }));
            assertTrue(faults.contains("messages in their order"), faults);
            assertTrue(faults.contains("messages that are not numbered"), faults);
            assertTrue(faults.contains("The event log goes from"), faults);
        }
    }

    @Test
    void aServiceThatIsNotThereIsAnErrorPerDialogue() throws Exception {
        MemoryService service = new MemoryService(() -> false);
        service.close();
        Nightdesk nightdesk = Nightdesk.builder().baseUrl(service.url()).maxRetries(0).build();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        assertFalse(new Replay(Options.parse("run", "--no-answer", "--limit", "2"), nightdesk, out, false).replay());
        assertTrue(printed().contains("2 errors"), this::printed);
    }
}
