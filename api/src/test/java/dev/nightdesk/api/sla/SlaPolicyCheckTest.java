package dev.nightdesk.api.sla;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.Checked;
import dev.nightdesk.api.schedule.LocalHours;
import dev.nightdesk.api.schedule.Schedules;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlaPolicyCheckTest {
    private static final Map<String, BusinessCalendar> SCHEDULES = Map.of(
            "sch_office", Schedules.in("Europe/Berlin").weekdays("09:00", "17:00").calendar(),
            "sch_never", Schedules.in("Europe/Berlin").calendar(),
            "sch_past", Schedules.in("Europe/Berlin").custom("Once", "2020-01-01", "2020-01-01",
                    LocalHours.WHOLE_DAY).calendar(),
            "sch_once", Schedules.in("Europe/Berlin").custom("Once", LocalDate.ofInstant(
                    Play.ZERO, ZoneOffset.UTC).plusDays(9).toString(), "2026-06-10",
                    LocalHours.WHOLE_DAY).calendar());

    private static SlaPolicyDraft.Target target(
            String metric, String within, String scheduleId, List<String> pauseOn, String... warnBefore) {
        return new SlaPolicyDraft.Target(
                metric, null, null, within, scheduleId, pauseOn, List.of(warnBefore), false, false);
    }

    private static Checked<SlaPolicy> check(SlaPolicyDraft draft) {
        return SlaPolicyCheck.check(draft, "slp_1", 3, SCHEDULES, Play.ZERO);
    }

    private static List<String> errors(SlaPolicyDraft draft) {
        return check(draft).errors().stream().map(error -> error.pointer() + " " + error.code()).toList();
    }

    private static List<String> targetErrors(SlaPolicyDraft.Target... targets) {
        return errors(new SlaPolicyDraft("Policy", List.of(), List.of(), List.of(targets)));
    }

    @Test
    void aGoodDraftBecomesAPolicy() {
        SlaPolicyDraft draft = new SlaPolicyDraft("Gold",
                List.of(new SlaPolicyDraft.Rule("customer_tier", "in", List.of("gold", "platinum"))),
                List.of(new SlaPolicyDraft.Rule("attributes.seats", "gte", List.of("100"))),
                List.of(new SlaPolicyDraft.Target("resolution", "urgent", "email", "PT4H", "sch_office",
                        List.of("pending"), List.of("PT30M", "25%"), true, false)));
        SlaPolicy policy = check(draft).orThrow(errors -> new IllegalStateException(errors.toString()));
        assertEquals(new SlaPolicy("slp_1", 3, "Gold", new PolicyMatch(
                List.of(new Condition("customer_tier", Condition.Operator.IN, List.of("gold", "platinum"))),
                List.of(new Condition("attributes.seats", Condition.Operator.GTE, List.of("100")))),
                List.of(new SlaTarget(SlaMetric.RESOLUTION, Priority.URGENT, "email", Duration.ofHours(4),
                        new TargetSchedule.Named("sch_office"), Set.of(ConversationStatus.PENDING),
                        List.of(new Warning.Before(Duration.ofMinutes(30)), new Warning.Share(25)), true, false))),
                policy);
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        SlaPolicyDraft draft = new SlaPolicyDraft(" ",
                List.of(new SlaPolicyDraft.Rule("colour", "eq", List.of("red")),
                        new SlaPolicyDraft.Rule("channel", "like", List.of("chat")),
                        new SlaPolicyDraft.Rule("channel", "eq", List.of()),
                        new SlaPolicyDraft.Rule("channel", "gt", List.of("chat")),
                        new SlaPolicyDraft.Rule("priority", "gt", List.of("huge"))),
                List.of(),
                List.of(target("mood", "4 hours", "sch_other", List.of("resolved"), "soon")));
        assertEquals(List.of("#/name required", "#/match/all/0/field enum", "#/match/all/1/op enum",
                "#/match/all/2/value format", "#/match/all/3/value format",
                "#/match/all/4/value enum", "#/targets/0/metric enum",
                "#/targets/0/within format", "#/targets/0/schedule_id unknown_reference",
                "#/targets/0/pause_on/0 enum", "#/targets/0/warn_before/0 format"), errors(draft));
    }

    @Test
    void aWarningMustBeShorterThanItsTarget() {
        assertEquals(List.of("#/targets/0/warn_before/0 out_of_range"),
                targetErrors(target("resolution", "PT1H", null, List.of(), "PT1H")));
        assertEquals(List.of("#/targets/0/warn_before/0 format"),
                targetErrors(target("resolution", "PT1H", null, List.of(), "100%")));
    }

    @Test
    void aScheduleThatNeverOpensOrNotLongEnoughCannotBePromised() {
        assertEquals(List.of("#/targets/0/schedule_id never_opens"),
                targetErrors(target("resolution", "PT1H", "sch_never", List.of())));
        assertEquals(List.of("#/targets/0/schedule_id never_opens"),
                targetErrors(target("resolution", "PT1H", "sch_past", List.of())));
        assertEquals(List.of("#/targets/0/schedule_id never_opens"),
                targetErrors(target("resolution", "PT25H", "sch_once", List.of())));
    }

    @Test
    void whatCanNeverCountIsRefused() {
        assertEquals(List.of("#/targets/0/pause_on never_counts"), targetErrors(
                target("resolution", "PT1H", null, List.of("open", "pending", "on_hold", "snoozed"))));
        assertEquals(List.of("#/targets/0/schedule_id conflicting_fields", "#/targets/0/pause_on conflicting_fields"),
                targetErrors(target("speed_of_answer", "PT18S", "sch_office", List.of("pending"))));
    }

    @Test
    void twoTargetsForTheSameAreRefused() {
        assertEquals(List.of("#/targets/1 duplicate"), targetErrors(
                target("resolution", "PT1H", null, List.of()), target("resolution", "PT2H", null, List.of())));
        assertEquals(List.of("#/targets too_few"), targetErrors());
    }

    @Test
    void presetsFollowPublishedExpectations() {
        Map<String, Duration> within = Map.of("chat", Duration.ofSeconds(48), "voice", Duration.ofSeconds(18),
                "email", Duration.ofMinutes(60), "x", Duration.ofMinutes(15), "sms", Duration.ofMinutes(15));
        for (SlaPolicy preset : SlaPresets.all()) {
            String channel = preset.match().all().getFirst().values().getFirst();
            if (within.containsKey(channel)) {
                assertEquals(within.get(channel), preset.targets().getFirst().within(), channel);
            }
        }
        assertEquals(10, SlaPresets.all().size());
    }
}
