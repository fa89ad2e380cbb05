package dev.nightdesk.api.slasimulation;

import dev.nightdesk.api.conversation.ConversationStore;
import dev.nightdesk.api.conversation.SlaJson;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.schedule.HolidaySource;
import dev.nightdesk.api.schedule.ScheduleStore;
import dev.nightdesk.api.sla.Simulation;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.slapolicy.Rulebooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The route of simulations. They store nothing. */
public final class SlaSimulationRoutes {
    private final Commands commands;
    private final Rulebooks rulebooks;
    private final SimulatedRules rules;
    private final OpenConversations conversations;
    private final Cursors cursors;

    /** A route over these stores. */
    public SlaSimulationRoutes(Commands commands, ConversationStore conversations, ScheduleStore schedules,
            HolidaySource holidays, Rulebooks rulebooks, Cursors cursors) {
        this.commands = commands;
        this.rulebooks = rulebooks;
        this.rules = new SimulatedRules(schedules, holidays, rulebooks);
        this.conversations = new OpenConversations(conversations);
        this.cursors = cursors;
    }

    /** Adds the route. */
    public void register(Router router) {
        router.on(Operation.SIMULATE_SLA, this::simulate);
    }

    /** What a draft would do to a target. */
    public record EffectView(String conversationId, String metric, int cycle, String effect, Instant before,
            Instant after) {
    }

    /** The comparison over a portion of the open conversations. */
    public record ComparisonView(int examined, Map<String, Integer> effects, List<EffectView> data, boolean hasMore,
            String nextCursor) {
    }

    private Answer simulate(Call call) {
        Optional<Position> from = cursors.position(call);
        call.query().check();
        SimulationBody body = SimulationBody.read(call.fields());
        return commands.answer(call, requestId -> {
            RawJson answer = RawJson.of(Json.write(Map.of("object", "sla_simulation")));
            if (body.scenario() != null) {
                answer = answer.with("conversation", played(call, body).text());
            }
            return Answer.ok(body.open() == 0 ? answer
                    : answer.with("open_conversations", RawJson.of(Json.write(compared(call, body, from))).text()));
        });
    }

    private RawJson played(Call call, SimulationBody body) {
        Scenario scenario = body.scenario();
        Simulation simulation = Simulation.run(rules.always(call, body), scenario.subject(), scenario.created(),
                scenario.steps(), scenario.until());
        List<RawJson> events = simulation.events().stream().map(event -> SlaJson.view(event)
                .with("type", "\"" + event.type().wireName() + "\"")).toList();
        return new RawJson("{}").with("events", "[" + String.join(",", events.stream().map(RawJson::text).toList())
                + "]").with("ledger", SlaJson.view(simulation.state(), simulation.ledger()).text());
    }

    private ComparisonView compared(Call call, SimulationBody body, Optional<Position> from) {
        SlaRulebook current = rulebooks.fresh(call.workspaceId());
        OpenConversations.Comparison comparison = conversations.compare(call.workspaceId(), current,
                rules.fromNowOn(call, body, current), from, body.open(), call.now());
        List<EffectView> views = comparison.effects().stream().map(each -> new EffectView(each.conversationId(),
                each.effect().metric().wireName(), each.effect().cycle(), Fields.wireName(each.effect().kind()),
                each.effect().before(), each.effect().after())).toList();
        Map<String, Integer> counts = new TreeMap<>();
        views.forEach(view -> counts.merge(view.effect(), 1, Integer::sum));
        String cursor = comparison.next().map(position -> cursors.seal(call, position)).orElse(null);
        return new ComparisonView(comparison.examined(), counts, views, cursor != null, cursor);
    }
}
