package dev.nightdesk.api.stream;

import dev.nightdesk.api.event.EventPlace;
import dev.nightdesk.api.platform.auth.Authenticator;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.presence.PresenceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The streams that are open on this node, and what serves them all. */
public final class StreamRoom implements Worker {
    /** How many one node carries, and one workspace at most half of them. */
    private static final int MOST = 10_000;
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(30);
    private static final Duration SHORTEST_RETURN = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(5);

    private final EventLog log;
    private final CustomerEvents customers;
    private final EventTails tails;
    private final LiveSignals signals;
    private final Authenticator authenticator;
    private final RandomGenerator random;
    private final Map<EventStream, Instant> askedAt = new ConcurrentHashMap<>();
    private volatile Instant lastLook = Instant.EPOCH;
    private volatile boolean draining;
    private volatile Runnable wake = () -> { };

    /**
     * A room without streams.
     *
     * @param customerOf whose conversation it is, by workspace and id
     * @param workspaceTime what time it is in a workspace
     * @param authenticator asked from time to time whether the credential of a stream still holds
     */
    public StreamRoom(EventLog log, BiFunction<String, String, Optional<String>> customerOf, PresenceStore typing,
            MongoViewerStore viewers, Function<String, Instant> workspaceTime, Authenticator authenticator,
            RandomGenerator random) {
        this.log = log;
        this.customers = new CustomerEvents(customerOf);
        this.tails = new EventTails(log, customers);
        this.signals = new LiveSignals(typing, viewers, workspaceTime);
        this.authenticator = authenticator;
        this.random = random;
    }

    /** How to wake the workers when there is something new. */
    public void wakes(Runnable workers) {
        wake = workers;
    }

    /** What goes on in the background besides the room itself. */
    public List<Worker> workers() {
        return List.of(tails, signals);
    }

    /** Events of the workspace have become visible. */
    public void tell(String workspaceId) {
        if (tails.tell(workspaceId)) {
            wake.run();
        }
    }

    /** Somebody in the workspace is typing. */
    public void tellOfTyping(String workspaceId) {
        signals.tell(workspaceId);
        wake.run();
    }

    /** How many streams are open. */
    public int size() {
        return askedAt.size();
    }

    EventLog log() {
        return log;
    }

    EventTails tails() {
        return tails;
    }

    LiveSignals signals() {
        return signals;
    }

    SentEvent sent(Event event) {
        return new SentEvent(event, customers);
    }

    /**
     * Where a stream begins.
     *
     * @param eventId the last event before it
     */
    record Place(String eventId, long sequence) {
    }

    /** After the event that was asked for, or at the end of the log. */
    Place place(String workspaceId, Optional<String> after) {
        return after.map(id -> new Place(id, EventPlace.sequence(log, workspaceId, id))).orElseGet(() ->
                log.after(workspaceId, log.end(workspaceId) - 1, 1).stream().findFirst()
                        .map(event -> new Place(event.id(), event.sequence()))
                        .orElse(new Place(EventPlace.BEGINNING, 0)));
    }

    /** The credential that a stream is opened with. */
    Credential credential(String bearer) {
        return new Credential(bearer, authenticator.expiry(bearer));
    }

    /** Refuses a stream that there is no room for. */
    void admit(Principal principal) {
        long ofWorkspace = size() < MOST / 2 ? 0 : askedAt.keySet().stream()
                .filter(stream -> stream.reader().workspaceId().equals(principal.workspaceId())).count();
        if (size() >= MOST || ofWorkspace >= MOST / 2) {
            throw Problem.of(ProblemCode.OVERLOADED, "Too many streams are open.")
                    .header("Retry-After", Integer.toString(random.nextInt(1, 5)));
        }
    }

    /** A node that stops sends whoever comes away with a time to return: after a refusal no browser would return. */
    void open(EventStream stream) {
        askedAt.put(stream, lastLook);
        if (draining) {
            stream.end(pause());
        }
    }

    void closed(EventStream stream) {
        askedAt.remove(stream);
        tails.detach(stream);
        signals.leave(stream);
    }

    @Override
    public String name() {
        return "streams";
    }

    /** Ends streams whose credential has run out or was revoked, and those whose reader has stopped reading. */
    @Override
    public int runOnce(Instant now) {
        lastLook = now;
        askedAt.forEach((stream, asked) -> {
            if (stream.stuckFor(LONGEST_WRITE)) {
                stream.cut();
            } else if (stream.credential().expiresAt().filter(now::isAfter).isPresent()) {
                stream.end(SHORTEST_RETURN);
            } else if (!now.isBefore(asked.plus(BETWEEN_QUESTIONS))) {
                askedAt.replace(stream, now);
                ask(stream);
            }
        });
        return 0;
    }

    private void ask(EventStream stream) {
        try {
            Principal present = authenticator.authenticate(stream.credential().bearer());
            if (!present.scopes().equals(stream.reader().principal().scopes())) {
                // It may do more or less than before: the next request finds out.
                stream.end(SHORTEST_RETURN);
            }
        } catch (Problem refused) {
            stream.end(SHORTEST_RETURN);
        }
    }

    /** Asks all readers to come back later, each at a time of its own, so that they do not all come at once. */
    public void drain() {
        draining = true;
        askedAt.keySet().forEach(stream -> stream.end(pause()));
    }

    private Duration pause() {
        return Duration.ofMillis(random.nextLong(SHORTEST_RETURN.toMillis(), LONGEST_RETURN.toMillis()));
    }
}
