package dev.nightdesk.api.slapolicy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.Calendars;
import dev.nightdesk.api.schedule.ScheduleStore;
import dev.nightdesk.api.sla.SlaRulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The rulebooks of workspaces, compiled and kept. A worker asks the database every second which of those it keeps have
 * a new version, so that nobody who writes has to; while it has not got an answer for a few seconds, nothing that is
 * kept is trusted. No clock is compared with another node's.
 */
public final class Rulebooks implements Worker {
    /** For so long after a change another node may judge by the rules before. */
    public static final Duration STALE_AT_MOST = Duration.ofSeconds(2);
    private static final int ASKED_AT_ONCE = 1_000;

    private final RulebookStore store;
    private final ScheduleStore schedules;
    private final Calendars calendars;
    private final Cache<String, Known> known = Caffeine.newBuilder().maximumSize(20_000)
            .expireAfterAccess(5, TimeUnit.MINUTES).executor(Runnable::run).build();
    private volatile long confirmedNanos;

    /**
     * A rulebook as this node knows it.
     *
     * @param version of the workspace's document; 0 when it has none
     */
    private record Known(long version, SlaRulebook rulebook) {
    }

    /** Rulebooks from these stores. */
    public Rulebooks(RulebookStore store, ScheduleStore schedules, Calendars calendars) {
        this.store = store;
        this.schedules = schedules;
        this.calendars = calendars;
        this.confirmedNanos = System.nanoTime() - STALE_AT_MOST.toNanos();
    }

    /** The rules of a workspace, as they are or were up to two seconds ago. It costs nothing while they are in use. */
    public SlaRulebook current(String workspaceId) {
        boolean confirmed = System.nanoTime() - confirmedNanos < STALE_AT_MOST.toNanos();
        return confirmed ? known.get(workspaceId, this::load).rulebook() : fresh(workspaceId);
    }

    /** The rules of a workspace as they are. */
    public SlaRulebook fresh(String workspaceId) {
        refresh(Set.of(workspaceId));
        return known.get(workspaceId, this::load).rulebook();
    }

    /** The same for several workspaces, asked for at once. */
    public Map<String, SlaRulebook> fresh(Set<String> workspaceIds) {
        refresh(workspaceIds);
        Map<String, SlaRulebook> rulebooks = new HashMap<>();
        workspaceIds.forEach(id -> rulebooks.put(id, known.get(id, this::load).rulebook()));
        return rulebooks;
    }

    /** Tells that a workspace's rules have changed, so that this node sees its own changes at once. */
    public void changed(String workspaceId) {
        known.invalidate(workspaceId);
    }

    /** The version of a workspace's rulebook as it is; 0 when it has none. */
    public long version(String workspaceId) {
        return store.versions(Set.of(workspaceId)).getOrDefault(workspaceId, 0L);
    }

    /** The same rules with the calendars of further schedules, which may be deleted by now. */
    public SlaRulebook with(String workspaceId, SlaRulebook rulebook, Set<String> scheduleIds) {
        Set<String> missing = new HashSet<>(scheduleIds);
        missing.removeAll(rulebook.calendars().keySet());
        if (missing.isEmpty()) {
            return rulebook;
        }
        Map<String, BusinessCalendar> all = new HashMap<>(rulebook.calendars());
        all.putAll(calendars(workspaceId, missing));
        return new SlaRulebook(rulebook.revisions(), all);
    }

    /** The calendars of those of the schedules that the workspace has or had. */
    public Map<String, BusinessCalendar> calendars(String workspaceId, Set<String> scheduleIds) {
        Map<String, BusinessCalendar> found = new HashMap<>();
        schedules.findAll(workspaceId, List.copyOf(scheduleIds))
                .forEach(schedule -> found.put(schedule.id(), calendars.of(schedule)));
        return found;
    }

    @Override
    public String name() {
        return "sla-rulebooks";
    }

    @Override
    public int runOnce(Instant now) {
        long asked = System.nanoTime();
        List<String> kept = new ArrayList<>(known.asMap().keySet());
        for (int i = 0; i < kept.size(); i += ASKED_AT_ONCE) {
            refresh(kept.subList(i, Math.min(kept.size(), i + ASKED_AT_ONCE)));
        }
        confirmedNanos = asked;
        return 0;
    }

    private void refresh(Collection<String> workspaceIds) {
        Map<String, Long> versions = store.versions(workspaceIds);
        for (String workspaceId : workspaceIds) {
            known.asMap().computeIfPresent(workspaceId, (id, kept) ->
                    kept.version() == versions.getOrDefault(id, 0L) ? kept : null);
        }
    }

    private Known load(String workspaceId) {
        Optional<WorkspaceRulebook> found = store.find(workspaceId, workspaceId).map(Loaded::value);
        WorkspaceRulebook rulebook = found.orElseGet(() -> WorkspaceRulebook.blank(workspaceId));
        return new Known(found.map(WorkspaceRulebook::version).orElse(0L), new SlaRulebook(rulebook.revisions(),
                calendars(workspaceId, rulebook.scheduleIds())));
    }
}
