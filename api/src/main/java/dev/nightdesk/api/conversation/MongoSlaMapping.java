package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.mongo.Values;
import dev.nightdesk.api.sla.SlaMetric;
import dev.nightdesk.api.sla.SlaRun;
import dev.nightdesk.api.sla.SlaState;
import dev.nightdesk.api.sla.SlaTerms;
import dev.nightdesk.api.sla.TargetClock;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Service levels within the document of a conversation, which is written with every message: names are letters, and
 * what has its usual value is left out.
 */
final class MongoSlaMapping {
    private static final Map<SlaMetric, String> CODES = new EnumMap<>(Map.of(SlaMetric.FIRST_RESPONSE, "f",
            SlaMetric.NEXT_RESPONSE, "n", SlaMetric.PERIODIC_UPDATE, "u", SlaMetric.AGENT_WORK_TIME, "w",
            SlaMetric.REQUESTER_WAIT_TIME, "q", SlaMetric.RESOLUTION, "r", SlaMetric.SPEED_OF_ANSWER, "s",
            SlaMetric.QUEUE_OWNERSHIP, "o"));
    private static final Map<String, SlaMetric> METRICS =
            CODES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    Document state(SlaState state) {
        List<Object> statuses = new ArrayList<>();
        state.statuses().forEach(each -> {
            statuses.add(Values.name(each.status()));
            statuses.add(Values.date(each.since()));
        });
        Document cycles = new Document();
        state.cycles().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .filter(each -> state.run(each.getKey()).map(SlaRun::cycle).filter(each.getValue()::equals).isEmpty())
                .forEach(each -> cycles.append(CODES.get(each.getKey()), each.getValue()));
        Document document = new Document("a", Values.date(state.at())).append("v", state.revision())
                .append("s", statuses).append("r", state.runs().stream().map(this::run).toList());
        put(document, "q", state.queueId());
        put(document, "n", state.answered() ? true : null);
        put(document, "c", cycles.isEmpty() ? null : cycles);
        return document;
    }

    SlaState state(Document document) {
        if (document == null) {
            return null;
        }
        List<SlaState.StatusSince> statuses = new ArrayList<>();
        List<Object> flat = document.getList("s", Object.class);
        for (int i = 0; i < flat.size(); i += 2) {
            statuses.add(new SlaState.StatusSince(ConversationStatus.valueOf((String) flat.get(i)),
                    ((Date) flat.get(i + 1)).toInstant()));
        }
        List<SlaRun> runs = document.getList("r", Document.class).stream().map(this::run).toList();
        Map<SlaMetric, Integer> cycles = new EnumMap<>(SlaMetric.class);
        runs.forEach(run -> cycles.put(run.metric(), run.cycle()));
        document.get("c", new Document()).forEach((code, count) -> cycles.put(METRICS.get(code), (Integer) count));
        return new SlaState(Values.instant(document, "a"), document.getLong("v"), document.getString("q"), statuses,
                document.getBoolean("n", false), cycles, runs);
    }

    /** Terms, to be kept by themselves. */
    Document terms(SlaTerms terms) {
        Document document = new Document("p", terms.policyId()).append("v", terms.policyVersion())
                .append("y", terms.priority().rank()).append("w", terms.within().toMillis());
        put(document, "h", terms.scheduleId());
        put(document, "o", terms.pauseOn().isEmpty() ? null
                : terms.pauseOn().stream().map(Values::name).sorted().toList());
        put(document, "a", terms.warnAfter().isEmpty() ? null
                : terms.warnAfter().stream().map(Duration::toMillis).toList());
        put(document, "b", terms.countsBotReply() ? true : null);
        put(document, "n", terms.countsNote() ? true : null);
        return document;
    }

    SlaTerms terms(Document document) {
        return new SlaTerms(document.getString("p"), document.getInteger("v"),
                Priority.ofRank(document.getInteger("y")), Duration.ofMillis(document.getLong("w")),
                document.getString("h"), Values.texts(document, "o").stream().map(ConversationStatus::valueOf)
                        .collect(Collectors.toSet()),
                document.getList("a", Long.class, List.of()).stream().map(Duration::ofMillis).toList(),
                document.getBoolean("b", false), document.getBoolean("n", false));
    }

    private Document run(SlaRun run) {
        Document document = new Document("m", CODES.get(run.metric())).append("t", Values.date(run.startedAt()));
        put(document, "c", run.cycle() == 1 ? null : run.cycle());
        put(document, "p", run.application() == 0 ? null : run.application());
        put(document, "w", run.warnedUpTo().isZero() ? null : run.warnedUpTo().toMillis());
        put(document, "b", Values.date(run.breachedAt()));
        put(document, "k", run.clock() == null ? null : clock(run.clock()));
        return document;
    }

    private SlaRun run(Document document) {
        Document clock = document.get("k", Document.class);
        return new SlaRun(METRICS.get(document.getString("m")), document.getInteger("c", 1),
                Values.instant(document, "t"), document.getInteger("p", 0),
                Duration.ofMillis(document.get("w", 0L)), Values.instant(document, "b"),
                clock == null ? null : clock(clock));
    }

    private Document clock(TargetClock clock) {
        Document document = new Document("t", terms(clock.terms())).append("s", Values.date(clock.since()));
        put(document, "e", clock.counted().isZero() ? null : clock.counted().toMillis());
        put(document, "o", Values.name(clock.pausedBy()));
        put(document, "x", Values.date(clock.metAt()));
        put(document, "d", Values.date(clock.deadline()));
        put(document, "w", Values.date(clock.warnAt()));
        return document;
    }

    private TargetClock clock(Document document) {
        return new TargetClock(terms(document.get("t", Document.class)), Values.instant(document, "s"),
                Duration.ofMillis(document.get("e", 0L)), Values.constant(document, "o", ConversationStatus.class),
                Values.instant(document, "x"), Values.instant(document, "d"), Values.instant(document, "w"));
    }

    private static void put(Document document, String name, Object value) {
        if (value != null) {
            document.append(name, value);
        }
    }
}
