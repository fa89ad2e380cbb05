package dev.nightdesk.api.sla;

import static dev.nightdesk.api.sla.Play.before;
import static dev.nightdesk.api.sla.Play.forPriority;
import static dev.nightdesk.api.sla.Play.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.NoHolidays;
import dev.nightdesk.api.schedule.Schedule;
import dev.nightdesk.api.schedule.Schedules;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SlaClockTest {
    private static final BusinessCalendar OFFICE =
            Schedules.in("UTC").weekdays("09:00", "17:00").calendar();

    @Nested
    class FirstResponse {
        @Test
        void runsFromTheFirstCustomerMessageAndIsMetByTheFirstPublicReply() {
            Play play = Play.under(target(SlaMetric.FIRST_RESPONSE, "PT1H")).begin()
                    .at("PT5M").customer().at("PT10M").customer().at("PT20M").agent();
            assertEquals(List.of("applied first_response at PT5M after PT0S",
                    "met first_response at PT20M after PT15M"), play.told());
            assertTrue(play.state.runs().stream().noneMatch(run -> run.metric() == SlaMetric.FIRST_RESPONSE));
        }

        @Test
        void isNotMetByNotesOrBotsUnlessTheTargetCountsThem() {
            Play strict = Play.under(target(SlaMetric.FIRST_RESPONSE, "PT1H")).begin().customer()
                    .does(new SlaInput.Message(SlaInput.Author.BOT), new SlaInput.Message(SlaInput.Author.NOTE));
            assertEquals(List.of(), strict.told(SlaEvent.Type.MET));
            SlaTarget lenient = new SlaTarget(SlaMetric.FIRST_RESPONSE, null, null, Duration.ofHours(1),
                    new TargetSchedule.AroundTheClock(), Set.of(), List.of(), true, false);
            Play bot = Play.under(lenient).begin().customer().does(new SlaInput.Message(SlaInput.Author.NOTE))
                    .at("PT1M").does(new SlaInput.Message(SlaInput.Author.BOT));
            assertEquals(List.of("met first_response at PT1M after PT1M"), bot.told(SlaEvent.Type.MET));
        }

        @Test
        void anAnswerAtTheInstantOfTheDeadlineIsTooLateAndOneBeforeItIsNot() {
            Play inTime = Play.under(target(SlaMetric.FIRST_RESPONSE, "PT1H")).begin().customer()
                    .at("PT59M59.999S").agent();
            assertEquals(List.of(), inTime.told(SlaEvent.Type.BREACHED));
            Play late = Play.under(target(SlaMetric.FIRST_RESPONSE, "PT1H")).begin().customer().at("PT1H").agent();
            assertEquals(List.of("breached first_response at PT1H after PT1H"), late.told(SlaEvent.Type.BREACHED));
            assertEquals(TargetState.MET_LATE, late.events.getLast().state());
        }

        @Test
        void aLateTickGivesTheTrueDeadlineAndNothingIsToldTwiceOrEarly() {
            Play play = Play.under(target(SlaMetric.FIRST_RESPONSE, "PT1H", null, List.of(), before("PT10M")))
                    .begin().customer();
            play.at("PT49M59.999S").ticks();
            assertEquals(1, play.events.size());
            play.at("PT5H").ticks().ticks().at("PT4H").ticks().at("PT6H").ticks();
            assertEquals(List.of("applied first_response at PT0S after PT0S",
                    "at_risk first_response at PT50M after PT50M", "breached first_response at PT1H after PT1H"),
                    play.told());
            assertEquals(Optional.empty(), play.state.nextWake());
        }

        @Test
        void resolvingWithoutAnAnswerEndsItAndLaterMessagesWaitForTheNext() {
            Play play = Play.under(target(SlaMetric.FIRST_RESPONSE, "PT1H"), target(SlaMetric.NEXT_RESPONSE, "PT2H"))
                    .begin().customer().at("PT10M").becomes(ConversationStatus.RESOLVED)
                    .at("PT20M").becomes(ConversationStatus.OPEN).customer();
            assertEquals(List.of("cancelled first_response at PT10M after PT10M"), play.told(SlaEvent.Type.CANCELLED));
            assertEquals(Duration.ofMinutes(140), play.untilDeadline(SlaMetric.NEXT_RESPONSE));
        }
    }

    @Nested
    class NextResponse {
        @Test
        void runsFromTheOldestUnansweredMessageOfEachCycle() {
            Play play = Play.under(target(SlaMetric.NEXT_RESPONSE, "PT1H")).begin().customer().agent()
                    .at("PT10M").customer().at("PT30M").customer();
            assertEquals(Duration.ofMinutes(70), play.untilDeadline(SlaMetric.NEXT_RESPONSE));
            play.at("PT40M").agent().at("PT50M").customer();
            assertEquals(2, play.run(SlaMetric.NEXT_RESPONSE).cycle());
            assertEquals(Duration.ofMinutes(110), play.untilDeadline(SlaMetric.NEXT_RESPONSE));
        }

        @Test
        void thanksNeverBreachesOnceResolved() {
            Play play = Play.under(target(SlaMetric.NEXT_RESPONSE, "PT1H")).begin().customer().agent()
                    .becomes(ConversationStatus.RESOLVED)
                    .at("PT10M").becomes(ConversationStatus.OPEN).customer()
                    .at("PT20M").becomes(ConversationStatus.RESOLVED).at("PT9H").ticks();
            assertEquals(List.of(), play.told(SlaEvent.Type.BREACHED));
            assertEquals(List.of("cancelled next_response at PT20M after PT10M"), play.told(SlaEvent.Type.CANCELLED));
        }
    }

    @Nested
    class OtherMetrics {
        @Test
        void periodicUpdateBeginsAnewWithEachReplyAndPausesByStatus() {
            Play play = Play.under(target(SlaMetric.PERIODIC_UPDATE, "PT4H", null, List.of(ConversationStatus.PENDING)))
                    .begin().agent().at("PT1H").agent().at("PT2H").becomes(ConversationStatus.PENDING);
            assertNull(play.run(SlaMetric.PERIODIC_UPDATE).clock().deadline());
            assertEquals(TargetState.PAUSED, play.run(SlaMetric.PERIODIC_UPDATE).state());
            play.at("PT5H").becomes(ConversationStatus.OPEN);
            assertEquals(Duration.ofHours(8), play.untilDeadline(SlaMetric.PERIODIC_UPDATE));
        }

        @Test
        void workTimeLeavesOutPendingOnHoldAndSnoozedAndWaitTimeOnlyPending() {
            Play play = Play.under(target(SlaMetric.AGENT_WORK_TIME, "PT99H"),
                    target(SlaMetric.REQUESTER_WAIT_TIME, "PT99H"), target(SlaMetric.RESOLUTION, "PT99H")).begin()
                    .at("PT1H").becomes(ConversationStatus.PENDING).at("PT2H").becomes(ConversationStatus.ON_HOLD)
                    .at("PT3H").becomes(ConversationStatus.SNOOZED).at("PT4H").becomes(ConversationStatus.OPEN)
                    .at("PT5H").becomes(ConversationStatus.RESOLVED);
            assertEquals(List.of("met agent_work_time at PT5H after PT2H", "met requester_wait_time at PT5H after PT4H",
                    "met resolution at PT5H after PT5H"), play.told(SlaEvent.Type.MET));
        }

        @Test
        void reopeningLetsResolutionGoOnFromWhereItStood() {
            Play play = Play.under(target(SlaMetric.RESOLUTION, "PT4H")).begin()
                    .at("PT1H").becomes(ConversationStatus.RESOLVED).at("PT10H").becomes(ConversationStatus.OPEN);
            assertEquals(List.of("resumed resolution at PT10H after PT1H"), play.told(SlaEvent.Type.RESUMED));
            assertEquals(Duration.ofHours(13), play.untilDeadline(SlaMetric.RESOLUTION));
            play.at("PT14H").becomes(ConversationStatus.RESOLVED);
            assertEquals(TargetState.MET_LATE, play.run(SlaMetric.RESOLUTION).state());
            play.becomes(ConversationStatus.CLOSED);
            assertEquals(List.of(), play.state.runs());
            assertEquals(TargetState.MET_LATE, play.ledger().entries().getFirst().state());
        }

        @Test
        void speedOfAnswerIsAboutEachAttempt() {
            Play play = Play.under(target(SlaMetric.SPEED_OF_ANSWER, "PT18S")).begin()
                    .does(new SlaInput.Rang()).at("PT10S").does(new SlaInput.RingEnded())
                    .at("PT20S").does(new SlaInput.Rang()).at("PT39S").does(new SlaInput.Accepted());
            assertEquals(List.of("cancelled speed_of_answer at PT10S after PT10S",
                    "breached speed_of_answer at PT38S after PT18S", "met speed_of_answer at PT39S after PT19S"),
                    play.told().stream().filter(line -> !line.startsWith("applied")).toList());
        }

        @Test
        void queueOwnershipIsAboutEachQueueAndFollowsItsSchedule() {
            Play play = new Play().calendar("sch_office", OFFICE).queue("que_office", "sch_office")
                    .rules(target(SlaMetric.QUEUE_OWNERSHIP, "PT10H", "queue", List.of())).begin()
                    .does(new SlaInput.QueueEntered("que_office"));
            assertEquals(Duration.ofHours(26), play.untilDeadline(SlaMetric.QUEUE_OWNERSHIP));
            play.at("PT1H").does(new SlaInput.QueueEntered("que_night"));
            assertEquals(Duration.ofHours(11), play.untilDeadline(SlaMetric.QUEUE_OWNERSHIP));
            assertEquals(2, play.run(SlaMetric.QUEUE_OWNERSHIP).cycle());
            play.at("PT2H").does(new SlaInput.QueueLeft());
            assertEquals(2, play.told(SlaEvent.Type.MET).size());
        }
    }

    @Nested
    class WhenThePromiseChanges {
        private final SlaTarget relaxed = forPriority(Priority.NORMAL, target(SlaMetric.RESOLUTION, "PT8H"));
        private final SlaTarget strict = forPriority(Priority.URGENT, target(SlaMetric.RESOLUTION, "PT2H"));

        @Test
        void aPriorityChangeRetargetsFromTheSameStart() {
            Play play = Play.under(relaxed, strict).begin().at("PT1H").becomes(Priority.URGENT);
            assertEquals(Duration.ofHours(2), play.untilDeadline(SlaMetric.RESOLUTION));
        }

        @Test
        void aTargetShortenedBelowTheTimeUsedBreachesAtTheChangeEvenWhenNoticedLate() {
            Play play = Play.under(relaxed, strict).begin().at("PT3H").becomes(Priority.URGENT);
            assertEquals(List.of("breached resolution at PT3H after PT3H"), play.told(SlaEvent.Type.BREACHED));
            Play policy = Play.under(relaxed).begin().at("PT3H").rules(target(SlaMetric.RESOLUTION, "PT2H"))
                    .at("PT5H").ticks();
            assertEquals(List.of("breached resolution at PT3H after PT3H"), policy.told(SlaEvent.Type.BREACHED));
        }

        @Test
        void aBreachStaysWhenTheTargetIsLengthened() {
            Play play = Play.under(relaxed, strict).begin().becomes(Priority.URGENT)
                    .at("PT3H").becomes(Priority.NORMAL).at("PT9H").ticks();
            assertEquals(List.of("breached resolution at PT2H after PT2H"), play.told(SlaEvent.Type.BREACHED));
            assertEquals(TargetState.BREACHED, play.run(SlaMetric.RESOLUTION).state());
        }

        @Test
        void aTargetThatComesLateCountsFromTheTriggerWithoutThePauses() {
            Play play = new Play().rules(new SlaTarget[0]).begin()
                    .at("PT1H").becomes(ConversationStatus.PENDING).at("PT5H").becomes(ConversationStatus.OPEN)
                    .at("PT6H").rules(target(SlaMetric.AGENT_WORK_TIME, "PT3H")).ticks();
            assertEquals(List.of("applied agent_work_time at PT6H after PT2H"), play.told());
            assertEquals(Duration.ofHours(7), play.untilDeadline(SlaMetric.AGENT_WORK_TIME));
        }

        @Test
        void elapsedTimeAddsUpOverTheSchedulesInForce() {
            Play play = new Play().calendar("sch_office", OFFICE)
                    .rules(target(SlaMetric.RESOLUTION, "PT20H", "sch_office", List.of())).begin()
                    .at("P1D").rules(target(SlaMetric.RESOLUTION, "PT20H")).ticks();
            assertEquals(Duration.ofHours(24 + 12), play.untilDeadline(SlaMetric.RESOLUTION));
        }

        @Test
        void aNewVersionOfAScheduleMovesTheDeadlineAndNotThePast() {
            Play play = new Play().calendar("sch_office", OFFICE)
                    .rules(target(SlaMetric.RESOLUTION, "PT10H", "sch_office", List.of())).begin();
            assertEquals(Duration.ofHours(26), play.untilDeadline(SlaMetric.RESOLUTION));
            Schedule longer = OFFICE.schedule().revise(
                    Schedules.in("UTC").daily("06:00", "20:00").version(), null, Play.ZERO.plusSeconds(7 * 3_600));
            play.calendar("sch_office", BusinessCalendar.of(longer, new NoHolidays())).at("PT8H").ticks();
            assertEquals(Duration.ofHours(10), play.untilDeadline(SlaMetric.RESOLUTION));
        }

        @Test
        void aTargetThatNoLongerAppliesIsCancelled() {
            Play play = Play.under(relaxed).begin().at("PT1H").becomes(Priority.LOW);
            assertEquals(List.of("cancelled resolution at PT1H after PT1H"), play.told(SlaEvent.Type.CANCELLED));
            play.at("PT2H").becomes(Priority.NORMAL);
            assertEquals(Duration.ofHours(8), play.untilDeadline(SlaMetric.RESOLUTION));
            assertEquals(2, play.ledger().entries().size());
        }

        @Test
        void aVersionThatPromisesTheSameTellsNobody() {
            Play play = Play.under(relaxed).begin().at("PT1H").rules(relaxed).ticks();
            assertEquals(1, play.events.size());
            play.at("PT2H");
            assertEquals(List.of(1, 2), play.ledger().entries().getFirst().segments().stream()
                    .map(LedgerSegment::policyVersion).toList());
        }

        @Test
        void rulesOlderThanTheConversationAreRefused() {
            Play play = Play.under(relaxed).begin().at("PT1H").rules(strict).ticks();
            SlaRulebook old = new SlaRulebook(play.rulebook().revisions().subList(0, 1), Map.of());
            assertThrows(IllegalStateException.class,
                    () -> new SlaClock(old).tick(play.state, play.subject, play.now));
        }
    }

    @Nested
    class Warnings {
        @Test
        void fallInsideOpeningHours() {
            Play play = new Play().calendar("sch_office", OFFICE).rules(target(
                    SlaMetric.RESOLUTION, "PT9H", "sch_office", List.of(), before("PT1H"))).begin().at("P2D").ticks();
            assertEquals(List.of("at_risk resolution at PT24H after PT8H"), play.told(SlaEvent.Type.AT_RISK));
        }

        @Test
        void areSharesOfTheTargetOrDurations() {
            Play play = Play.under(target(SlaMetric.RESOLUTION, "PT10H", null, List.of(),
                    new Warning.Share(20), before("PT30M"))).begin().at("P2D").ticks();
            assertEquals(List.of("at_risk resolution at PT8H after PT8H",
                    "at_risk resolution at PT9H30M after PT9H30M"), play.told(SlaEvent.Type.AT_RISK));
        }

        @Test
        void waitWhileAStatusStopsTheClock() {
            Play play = Play.under(target(SlaMetric.RESOLUTION, "PT2H", null, List.of(ConversationStatus.PENDING),
                    before("PT1H"))).begin().at("PT30M").becomes(ConversationStatus.PENDING).at("PT8H").ticks();
            assertEquals(Optional.empty(), play.state.nextWake());
            play.becomes(ConversationStatus.OPEN).at("PT9H").ticks();
            assertEquals(List.of("at_risk resolution at PT8H30M after PT1H"), play.told(SlaEvent.Type.AT_RISK));
        }

        @Test
        void ofALongerTargetAreGivenAgainAndOfAShorterOneNotTwice() {
            SlaTarget four = target(SlaMetric.RESOLUTION, "PT4H", null, List.of(), before("PT1H"));
            SlaTarget eight = target(SlaMetric.RESOLUTION, "PT8H", null, List.of(), before("PT1H"));
            Play play = Play.under(forPriority(Priority.NORMAL, four), forPriority(Priority.LOW, eight)).begin()
                    .at("PT3H30M").becomes(Priority.LOW);
            assertEquals(TargetState.ACTIVE, play.run(SlaMetric.RESOLUTION).state());
            play.at("PT3H40M").becomes(Priority.NORMAL).becomes(Priority.LOW).at("PT7H30M").ticks();
            assertEquals(List.of("at_risk resolution at PT3H after PT3H", "at_risk resolution at PT7H after PT7H"),
                    play.told(SlaEvent.Type.AT_RISK));
        }
    }

    @Test
    void theStateStaysSmallHoweverLongTheConversation() {
        Play play = Play.under(target(SlaMetric.NEXT_RESPONSE, "PT1H"), target(SlaMetric.RESOLUTION, "PT500H",
                null, List.of(ConversationStatus.PENDING))).begin();
        for (int i = 1; i <= 500; i++) {
            play.at("PT" + i + "M").customer().agent()
                    .becomes(i % 2 == 0 ? ConversationStatus.OPEN : ConversationStatus.PENDING);
        }
        assertEquals(SlaState.MOST_STATUSES, play.state.statuses().size());
        assertTrue(play.state.runs().size() <= SlaMetric.values().length);
        assertTrue(play.history.size() > 500);
    }

    @Test
    void theLedgerNamesEveryReasonAndAddsUp() {
        BusinessCalendar berlin = Schedules.in("Europe/Berlin").weekdays("09:00", "17:00").holidays("DE", "BE")
                .closed("Outing", "2026-06-02", "2026-06-02").calendar();
        Play play = new Play().calendar("sch_berlin", berlin).rules(target(
                SlaMetric.RESOLUTION, "PT30H", "sch_berlin", List.of(ConversationStatus.PENDING))).begin()
                .at("PT2H").becomes(ConversationStatus.PENDING).at("PT3H").becomes(ConversationStatus.OPEN)
                .at("P3D").becomes(Priority.HIGH).ticks();
        LedgerEntry entry = play.ledger().entries().getFirst();
        assertEquals(List.of("schedule_open", "status pending", "schedule_open", "schedule_closed",
                "exception_closed Outing", "schedule_closed", "schedule_open", "schedule_closed", "schedule_open"),
                entry.segments().stream().map(each -> each.reason().wireName()
                        + (each.detail() == null ? "" : " " + each.detail())).toList());
        Duration sum = entry.segments().stream().filter(LedgerSegment::counted).map(LedgerSegment::length)
                .reduce(Duration.ZERO, Duration::plus);
        assertEquals(entry.elapsed(), sum);
        assertEquals(Duration.ofHours(30), sum.plus(entry.remaining()));
    }
}
