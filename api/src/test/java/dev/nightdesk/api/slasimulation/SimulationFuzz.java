package dev.nightdesk.api.slasimulation;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.JsonLimits;
import dev.nightdesk.api.platform.json.JsonTree;
import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.Checked;
import dev.nightdesk.api.schedule.HolidaySource;
import dev.nightdesk.api.schedule.JollydayHolidays;
import dev.nightdesk.api.schedule.Schedule;
import dev.nightdesk.api.schedule.ScheduleCheck;
import dev.nightdesk.api.schedule.ScheduleVersion;
import dev.nightdesk.api.sla.Simulation;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaPolicyCheck;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.sla.SlaRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For a fuzzer: whatever rules, hours and events are simulated, it is refused or comes to an end. */
public final class SimulationFuzz {
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final HolidaySource HOLIDAYS = new JollydayHolidays();

    private SimulationFuzz() {
    }

    /** What a fuzzer begins with. */
    public static List<String> seeds() {
        String policy = "{\"name\":\"A\",\"match\":{\"all\":[{\"field\":\"tags\",\"op\":\"contains\",\"value\":\"x\"}]},\"targets\":"
                + "[{\"metric\":\"first_response\",\"within\":\"PT15M\",\"priority\":\"high\",\"schedule_id\":\"s\",\"pause_on\":"
                + "[\"pending\"],\"warn_before\":[\"PT5M\",\"50%\"],\"counts\":{\"bot_reply\":true}}]}";
        String schedule = "{\"id\":\"s\",\"name\":\"S\",\"time_zone\":\"Europe/Berlin\",\"weekly\":[{\"day\":\"monday\",\"from\":"
                + "\"09:00\",\"to\":\"17:00\"}],\"exceptions\":[{\"from\":\"2026-12-24\",\"to\":\"2026-12-26\",\"closed\":true,"
                + "\"recurring\":\"yearly\"}],\"holidays\":[{\"country\":\"DE\",\"region\":\"BE\"}]}";
        String conversation = "{\"created_at\":\"2026-03-02T09:00:00Z\",\"priority\":\"high\",\"tags\":[\"x\"],\"events\":[{\"at\":"
                + "\"2026-03-02T09:20:00Z\",\"type\":\"customer_message\"},{\"at\":\"2026-03-02T09:30:00Z\",\"type\":\"changed\","
                + "\"status\":\"pending\"},{\"at\":\"2026-03-03T09:00:00Z\",\"type\":\"agent_reply\"}],\"until\":"
                + "\"2026-03-09T00:00:00Z\"}";
        return List.of("{\"conversation\":" + conversation + "}",
                "{\"policies\":[" + policy + "],\"schedules\":[" + schedule + "],\"conversation\":" + conversation + "}");
    }

    /** One try. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            SimulationBody body = SimulationBody.read(Fields.of(JsonTree.object(input, JsonLimits.STANDARD)));
            Scenario scenario = body.scenario();
            if (scenario != null) {
                Simulation.run(rules(body), scenario.subject(), scenario.created(), scenario.steps(), scenario.until());
            }
        } catch (Problem refused) {
            // As it should be.
        }
    }

    /** What is faulty is left out here and refused by the product. */
    private static SlaRulebook rules(SimulationBody body) {
        Map<String, BusinessCalendar> calendars = new HashMap<>();
        body.schedules().forEach((id, draft) -> {
            if (ScheduleCheck.check(draft, HOLIDAYS, NOW) instanceof Checked.Valid<ScheduleVersion> valid) {
                calendars.put(id, BusinessCalendar.of(new Schedule(id, draft.name(), List.of(valid.value())), HOLIDAYS));
            }
        });
        List<SlaPolicy> policies = new ArrayList<>();
        for (SimulationBody.Policy each : body.policies() == null ? List.<SimulationBody.Policy>of() : body.policies()) {
            if (each.draft() != null && SlaPolicyCheck.check(each.draft(), "draft_" + policies.size(), 1, calendars, NOW)
                    instanceof Checked.Valid<SlaPolicy> valid) {
                policies.add(valid.value());
            }
        }
        return new SlaRulebook(List.of(new SlaRules(0, Instant.EPOCH, policies, Map.of())), calendars);
    }
}
