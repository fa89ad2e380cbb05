package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.sla.Ledger;
import dev.nightdesk.api.sla.LedgerDrawing;
import dev.nightdesk.api.sla.SlaHistory;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.slapolicy.Rulebooks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Ledgers of service levels: from what a conversation carries, what waits in its outbox, and what it left behind. */
public final class SlaLedgers {
    /** A conversation that was written to more often shows what came of its latest writes. */
    private static final int MOST_PAGES = 2_000;

    private final SlaHistoryStore history;
    private final Rulebooks rulebooks;
    private final Neighbours neighbours;
    private final Sight sight;

    /** Ledgers from these stores. */
    public SlaLedgers(ConversationStore store, SlaHistoryStore history, Rulebooks rulebooks, Neighbours neighbours) {
        this.history = history;
        this.rulebooks = rulebooks;
        this.neighbours = neighbours;
        this.sight = new Sight(store);
    }

    /** Adds the route. */
    public void register(Router router) {
        router.on(Operation.GET_CONVERSATION_SLA, this::get,
                call -> sight.find(call, call.parameter(ConversationRoutes.ID)).isPresent());
    }

    private Answer get(Call call) {
        call.query().check();
        Loaded<Conversation> loaded = sight.load(call, call.parameter(ConversationRoutes.ID));
        Conversation conversation = loaded.value();
        Ledger ledger = conversation.sla() == null ? new Ledger(List.of()) : ledger(call, loaded);
        Answer answer = call.prefers(Answer.SVG)
                ? Answer.picture(LedgerDrawing.draw(ledger, neighbours.zone(call.workspaceId()), call.now()))
                : Answer.ok(SlaJson.view(conversation.sla(), ledger));
        return answer.header("Vary", "Accept");
    }

    private Ledger ledger(Call call, Loaded<Conversation> loaded) {
        Conversation conversation = loaded.value();
        List<SlaHistory> past = past(loaded);
        SlaRulebook rulebook = rulebooks.with(call.workspaceId(), rulebooks.current(call.workspaceId()),
                schedules(conversation, past));
        return Ledger.of(conversation.sla(), past, rulebook, call.now());
    }

    /** The conversation was read first, so that a page on its way out of the outbox is seen at least once. */
    private List<SlaHistory> past(Loaded<Conversation> loaded) {
        Conversation conversation = loaded.value();
        TreeMap<Long, SlaHistoryPage> pages = new TreeMap<>();
        history.latest(conversation.workspaceId(), conversation.id(), MOST_PAGES)
                .forEach(page -> pages.put(page.number(), page));
        loaded.outbox().stream().flatMap(entry -> entry.companions().stream())
                .filter(companion -> companion.collection().equals(SlaHistoryPage.COLLECTION))
                .map(companion -> (SlaHistoryPage) companion.value()).forEach(page -> pages.put(page.number(), page));
        return pages.headMap(conversation.version(), true).values().stream()
                .flatMap(page -> page.entries().stream()).toList();
    }

    private static Set<String> schedules(Conversation conversation, List<SlaHistory> past) {
        Set<String> ids = new HashSet<>();
        past.forEach(each -> ids.add(switch (each) {
            case SlaHistory.Stretch stretch -> stretch.scheduleId();
            case SlaHistory.ClosedTarget closed -> closed.terms().scheduleId();
        }));
        conversation.sla().runs().stream().filter(run -> run.clock() != null)
                .forEach(run -> ids.add(run.clock().terms().scheduleId()));
        ids.remove(null);
        return ids;
    }
}
