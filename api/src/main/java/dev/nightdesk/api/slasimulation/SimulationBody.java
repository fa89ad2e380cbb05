package dev.nightdesk.api.slasimulation;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.schedule.ScheduleDraft;
import dev.nightdesk.api.schedule.ScheduleDrafts;
import dev.nightdesk.api.sla.SlaPolicyDraft;
import dev.nightdesk.api.slapolicy.SlaPolicyDrafts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller wants to know, read with all faults at once.
 *
 * @param policies the whole rulebook in its order; null for the saved one
 * @param schedules drafts by the name that policies use, saved ones among them by their ids
 * @param scenario a conversation that need not exist; null for none
 * @param open how many open conversations to look at; 0 for none
 */
record SimulationBody(List<Policy> policies, Map<String, ScheduleDraft> schedules, Scenario scenario, int open) {
    private static final int MOST_POLICIES = 100;
    private static final int MOST_SCHEDULES = 20;
    private static final int MOST_OPEN = 2_000;
    private static final int USUAL_OPEN = 500;

    /**
     * A policy to simulate.
     *
     * @param id of a saved policy, or null
     * @param draft what it would say; null for what it says
     */
    record Policy(String id, SlaPolicyDraft draft) {
    }

    private record Schedule(String id, ScheduleDraft draft) {
    }

    static SimulationBody read(Fields body) {
        List<Policy> policies = body.objects("policies", MOST_POLICIES, SimulationBody::policy);
        List<Schedule> schedules = body.objects("schedules", MOST_SCHEDULES, each ->
                new Schedule(each.require("id").name("id", 40), ScheduleDrafts.read(each)));
        Fields conversation = body.object("conversation");
        Fields open = body.object("open_conversations");
        if (!body.has("conversation") && !body.has("open_conversations")) {
            body.fault("conversation", "required", "or open_conversations must be given");
        }
        Scenario scenario = conversation == null ? null : Scenario.read(conversation);
        Long limit = open == null ? null : open.notNull("limit").integer("limit", 1, MOST_OPEN);
        body.check();
        Map<String, ScheduleDraft> drafts = new LinkedHashMap<>();
        (schedules == null ? new ArrayList<Schedule>() : schedules).forEach(each -> drafts.put(each.id, each.draft));
        return new SimulationBody(policies, drafts, scenario,
                open == null ? 0 : limit == null ? USUAL_OPEN : limit.intValue());
    }

    private static Policy policy(Fields policy) {
        boolean saved = policy.has("id") && !policy.has("name") && !policy.has("match") && !policy.has("targets");
        String id = policy.name("id", 40);
        return new Policy(id, saved ? null : SlaPolicyDrafts.read(policy));
    }
}
