package dev.nightdesk.api.stream;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.presence.PresenceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What passes in conversations that somebody on this node follows: who types what, which agents are there. The
 * database carries it between nodes; one look for each workspace, twice a second, serves all its streams.
 */
final class LiveSignals implements Worker {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration VIEW_LASTS = Duration.ofSeconds(25);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(10);

    private final PresenceStore typing;
    private final ViewerStore viewers;
    private final Function<String, Instant> workspaceTime;
    private final Map<EventStream, Joined> streams = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private Instant lookedAt = Instant.EPOCH;
    private Instant notedAt = Instant.EPOCH;

    /** A stream and what it has been told last. */
    private static final class Joined {
        private final Optional<ViewerStore.View> view;
        private final Map<String, Instant> typing = new HashMap<>();
        private Set<String> agents;

        private Joined(Optional<ViewerStore.View> view) {
            this.view = view;
        }
    }

    /** @param workspaceTime by which typing fades */
    LiveSignals(PresenceStore typing, ViewerStore viewers, Function<String, Instant> workspaceTime) {
        this.typing = typing;
        this.viewers = viewers;
        this.workspaceTime = workspaceTime;
    }

    @Override
    public String name() {
        return "live-signals";
    }

    /** Somebody in the workspace has begun to do something that passes. */
    void tell(String workspaceId) {
        told.add(workspaceId);
    }

    /** An agent who follows a conversation is there for all others to see. */
    void join(EventStream stream) {
        Reader reader = stream.reader();
        Optional<ViewerStore.View> view = reader.principal().kind() != CallerKind.AGENT ? Optional.empty()
                : reader.conversationId().map(conversation -> new ViewerStore.View(UUID.randomUUID().toString(),
                        reader.workspaceId(), conversation, reader.principal().id()));
        streams.put(stream, new Joined(view));
        notedAt = view.isPresent() ? Instant.EPOCH : notedAt;
        tell(reader.workspaceId());
    }

    void leave(EventStream stream) {
        Joined joined = streams.remove(stream);
        if (joined != null) {
            joined.view.ifPresent(view -> {
                viewers.forget(view);
                tell(view.workspaceId());
            });
        }
    }

    @Override
    public int runOnce(Instant now) {
        if (streams.isEmpty()) {
            told.clear();
            return 0;
        }
        boolean look = !now.isBefore(lookedAt.plus(BETWEEN_LOOKS)) || now.isBefore(lookedAt);
        if (!now.isBefore(notedAt.plus(BETWEEN_NOTES)) || now.isBefore(notedAt)) {
            notedAt = now;
            viewers.keep(streams.values().stream().flatMap(joined -> joined.view.stream()).toList(),
                    now.plus(VIEW_LASTS));
        }
        Map<String, List<EventStream>> byWorkspace = streams.keySet().stream()
                .filter(stream -> look || told.contains(stream.reader().workspaceId()))
                .collect(Collectors.groupingBy(stream -> stream.reader().workspaceId()));
        lookedAt = look ? now : lookedAt;
        told.clear();
        byWorkspace.forEach((workspaceId, some) -> look(workspaceId, some, now));
        return 0;
    }

    private void look(String workspaceId, List<EventStream> some, Instant now) {
        Set<String> conversations = some.stream().flatMap(stream -> stream.reader().conversationId().stream())
                .collect(Collectors.toSet());
        Map<String, List<PresenceStore.Typing>> typers =
                typing.typing(workspaceId, conversations, workspaceTime.apply(workspaceId));
        Map<String, Set<String>> present = viewers.viewers(workspaceId, conversations, now);
        for (EventStream stream : some) {
            String conversation = stream.reader().conversationId().orElseThrow();
            Joined joined = streams.get(stream);
            if (joined != null) {
                show(stream, joined, conversation, typers.getOrDefault(conversation, List.of()),
                        present.getOrDefault(conversation, Set.of()));
            }
        }
    }

    /** Only what has changed since the stream was told last. */
    private static void show(EventStream stream, Joined joined, String conversation,
            List<PresenceStore.Typing> typers, Set<String> agents) {
        for (PresenceStore.Typing signal : typers) {
            Instant known = joined.typing.put(signal.type() + signal.id(), signal.until());
            if (!signal.until().equals(known) && !stream.reader().is(signal.type(), signal.id())) {
                stream.offer(PassingJson.typing(conversation, signal, !stream.reader().principal().isCustomer()));
            }
        }
        if (!agents.equals(joined.agents)) {
            joined.agents = new HashSet<>(agents);
            stream.offer(PassingJson.presence(conversation, agents));
        }
    }
}
