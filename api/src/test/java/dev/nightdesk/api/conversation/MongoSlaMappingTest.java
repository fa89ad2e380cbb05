package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoClientSettings;
import dev.nightdesk.api.sla.PolicyMatch;
import dev.nightdesk.api.sla.Simulation;
import dev.nightdesk.api.sla.SlaInput;
import dev.nightdesk.api.sla.SlaMetric;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.sla.SlaRules;
import dev.nightdesk.api.sla.SlaState;
import dev.nightdesk.api.sla.SlaSubject;
import dev.nightdesk.api.sla.SlaTarget;
import dev.nightdesk.api.sla.TargetSchedule;
import dev.nightdesk.api.sla.Warning;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.junit.jupiter.api.Test;

/** What is written is what is read, and it is little: a conversation carries it through every message. */
class MongoSlaMappingTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final SlaSubject SUBJECT = SlaSubject.of(ConversationStatus.OPEN, Priority.NORMAL, "chat");
    private static final String POLICY = "slp_01KJPY44E01JKNAFC080G9PE2E";
    private static final String SCHEDULE = "sch_01KJPY44E01JKNAFC080G9PE2E";
    private static final Codec<Document> CODEC =
            MongoClientSettings.getDefaultCodecRegistry().get(Document.class);
    private final MongoSlaMapping mapping = new MongoSlaMapping();

    private static SlaRulebook rulebook(SlaMetric... metrics) {
        List<SlaTarget> targets = new ArrayList<>();
        for (SlaMetric metric : metrics) {
            targets.add(new SlaTarget(metric, null, null, Duration.ofHours(8), new TargetSchedule.Named(SCHEDULE),
                    Set.of(ConversationStatus.ON_HOLD), List.of(new Warning.Share(25)), true, true));
        }
        return new SlaRulebook(List.of(new SlaRules(0, Instant.EPOCH, targets.isEmpty() ? List.of()
                : List.of(new SlaPolicy(POLICY, 3, "P", PolicyMatch.EVERYTHING, targets)), Map.of())), Map.of());
    }

    @Property(tries = 300)
    void anyStateIsReadAsItWasWritten(@ForAll long seed) {
        Random random = new Random(seed);
        List<Simulation.Step> steps = new ArrayList<>();
        Instant at = START;
        for (int i = random.nextInt(40); i > 0; i--) {
            at = at.plusMillis(random.nextInt(20_000_000));
            steps.add(new Simulation.Step(at, input(random)));
        }
        SlaState state = Simulation.run(rulebook(SlaMetric.values()), SUBJECT, START, steps, at).state();
        assertEquals(state, mapping.state(stored(mapping.state(state))));
    }

    @Test
    void aConversationOlderThanServiceLevelsHasNone() {
        assertNull(mapping.state((Document) null));
    }

    @Test
    void itsSizeStaysSmall() {
        int none = size(rulebook());
        int one = size(rulebook(SlaMetric.FIRST_RESPONSE));
        int four = size(rulebook(SlaMetric.FIRST_RESPONSE, SlaMetric.NEXT_RESPONSE, SlaMetric.RESOLUTION,
                SlaMetric.AGENT_WORK_TIME));
        System.getLogger("size").log(System.Logger.Level.INFO, "bytes: {0} without a policy, {1} with a target, {2}"
                + " with three running", none, one, four);
        assertTrue(none <= 200, () -> none + " bytes without a policy");
        assertTrue(one <= 450, () -> one + " bytes with one target");
        assertTrue(four <= 950, () -> four + " bytes with three targets running");
    }

    private int size(SlaRulebook rulebook) {
        SlaState state = Simulation.run(rulebook, SUBJECT, START,
                List.of(new Simulation.Step(START, new SlaInput.Message(SlaInput.Author.CUSTOMER))), START).state();
        return new RawBsonDocument(mapping.state(state), CODEC).getByteBuffer().remaining();
    }

    private static Document stored(Document document) {
        return new RawBsonDocument(document, CODEC).decode(CODEC);
    }

    private static SlaInput input(Random random) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> new SlaInput.Message(any(random, SlaInput.Author.values()));
            case 2 -> new SlaInput.QueueEntered("que_" + random.nextInt(3));
            case 3 -> new SlaInput.QueueLeft();
            case 4 -> new SlaInput.Rang();
            case 5 -> new SlaInput.Accepted();
            default -> new SlaInput.SubjectChanged(SlaSubject.of(any(random, ConversationStatus.values()),
                    any(random, Priority.values()), "chat"));
        };
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
