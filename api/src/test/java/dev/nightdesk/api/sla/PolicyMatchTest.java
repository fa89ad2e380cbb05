package dev.nightdesk.api.sla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.sla.Condition.Operator;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyMatchTest {
    private final SlaSubject subject = new SlaSubject(ConversationStatus.OPEN, Priority.HIGH, "chat",
            Set.of("vip", "billing"), "gold", "org_1", "en-GB",
            Map.of("seats", 250, "plan", "team", "trial", false, "score", new BigDecimal("1.50")));

    private boolean holds(String field, Operator operator, String... values) {
        return new Condition(field, operator, List.of(values)).holds(subject);
    }

    @Test
    void withoutConditionsMatchesEverything() {
        assertTrue(PolicyMatch.EVERYTHING.matches(subject));
    }

    @Test
    void needsAllOfAllAndOneOfAny() {
        Condition yes = new Condition("channel", Operator.EQ, List.of("chat"));
        Condition no = new Condition("channel", Operator.EQ, List.of("email"));
        assertTrue(new PolicyMatch(List.of(yes), List.of(no, yes)).matches(subject));
        assertFalse(new PolicyMatch(List.of(yes, no), List.of()).matches(subject));
        assertFalse(new PolicyMatch(List.of(yes), List.of(no)).matches(subject));
    }

    @Test
    void comparesEveryField() {
        assertTrue(holds("priority", Operator.EQ, "high"));
        assertTrue(holds("priority", Operator.GTE, "normal"));
        assertFalse(holds("priority", Operator.GT, "high"));
        assertTrue(holds("tag", Operator.EQ, "vip"));
        assertTrue(holds("tag", Operator.IN, "spam", "billing"));
        assertFalse(holds("tag", Operator.NOT_IN, "spam", "billing"));
        assertTrue(holds("customer_tier", Operator.NE, "silver"));
        assertTrue(holds("organization_id", Operator.EXISTS));
        assertTrue(holds("attributes.plan", Operator.EQ, "team"));
        assertTrue(holds("attributes.trial", Operator.EQ, "false"));
    }

    @Test
    void aLanguageRangeAcceptsItsVariants() {
        assertTrue(holds("language", Operator.EQ, "en"));
        assertTrue(holds("language", Operator.EQ, "EN-gb"));
        assertFalse(holds("language", Operator.EQ, "en-US"));
        assertFalse(holds("language", Operator.EQ, "e"));
    }

    @Test
    void numbersCompareByValue() {
        assertTrue(holds("attributes.seats", Operator.GT, "99"));
        assertFalse(holds("attributes.seats", Operator.LT, "99"));
        assertTrue(holds("attributes.score", Operator.EQ, "1.5"));
        assertFalse(holds("attributes.plan", Operator.GT, "1"));
    }

    @Test
    void aMissingValueSatisfiesOnlyNegations() {
        assertFalse(holds("attributes.none", Operator.EQ, "x"));
        assertFalse(holds("attributes.none", Operator.LTE, "1"));
        assertFalse(holds("attributes.none", Operator.EXISTS));
        assertTrue(holds("attributes.none", Operator.NE, "x"));
        assertTrue(holds("attributes.none", Operator.NOT_IN, "x", "y"));
    }

    @Test
    void theFirstPolicyThatMatchesHoldsAlone() {
        SlaPolicy chat = new SlaPolicy("slp_chat", 1, "Chat",
                new PolicyMatch(List.of(new Condition("channel", Operator.EQ, List.of("chat"))), List.of()), List.of());
        SlaPolicy all = new SlaPolicy("slp_all", 1, "All", PolicyMatch.EVERYTHING, List.of());
        SlaRules chatFirst = new SlaRules(1, Instant.EPOCH, List.of(chat, all), Map.of());
        SlaRules allFirst = new SlaRules(1, Instant.EPOCH, List.of(all, chat), Map.of());
        assertEquals(chat, chatFirst.policyFor(subject).orElseThrow());
        assertEquals(all, allFirst.policyFor(subject).orElseThrow());
    }

    @Test
    void ofTheTargetsThatHoldTheMostSpecificDoes() {
        SlaTarget plain = Play.target(SlaMetric.RESOLUTION, "PT4H");
        SlaTarget byChannel = new SlaTarget(SlaMetric.RESOLUTION, null, "chat", plain.within(), plain.schedule(),
                Set.of(), List.of(), false, false);
        SlaTarget byPriority = Play.forPriority(Priority.HIGH, plain);
        SlaPolicy policy = new SlaPolicy("slp_1", 1, "P", PolicyMatch.EVERYTHING,
                List.of(plain, byChannel, byPriority, Play.forPriority(Priority.HIGH, byChannel)));
        assertEquals(policy.targets().get(3), policy.target(SlaMetric.RESOLUTION, Priority.HIGH, "chat").orElseThrow());
        assertEquals(byPriority, policy.target(SlaMetric.RESOLUTION, Priority.HIGH, "email").orElseThrow());
        assertEquals(byChannel, policy.target(SlaMetric.RESOLUTION, Priority.LOW, "chat").orElseThrow());
        assertEquals(plain, policy.target(SlaMetric.RESOLUTION, Priority.LOW, "email").orElseThrow());
        assertTrue(policy.target(SlaMetric.FIRST_RESPONSE, Priority.LOW, "email").isEmpty());
    }
}
