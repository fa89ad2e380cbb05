package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.id.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** For a fuzzer: whatever stands behind the question mark is read as each kind of filter, or refused. */
public final class QueryFuzz {
    private static final String NAME = "a";
    private static final List<Consumer<Query>> READINGS = List.of(
            query -> query.text(NAME, 40),
            query -> query.id(NAME, ResourceType.CONVERSATION),
            query -> query.choice(NAME, Scope.class),
            query -> query.choices(NAME, Scope.class),
            query -> query.expand(List.of("customer", "agent")),
            query -> query.count(NAME, 50, 200),
            query -> query.instant(NAME),
            query -> query.date(NAME),
            query -> query.duration(NAME),
            query -> query.flag(NAME),
            query -> query.required(NAME),
            Query::check);

    private QueryFuzz() {
    }

    /** What a fuzzer begins with. */
    public static List<String> seeds() {
        return List.of("a=1&limit=50", "a=cnv_01KJPX6P1RYV5AVVZFF84C0CMM", "a=2026-11-23T03:00:00.000Z", "a=2026-11-23",
                "a=PT4H", "a=true", "expand=customer,agent", "%41=%F0%9F%98%80+b", "a[gte]=2026-02-30T25:00:00%2B99:99",
                "a=P9999999999D", "a=conversations_read,admin");
    }

    /** One try. */
    public static void fuzzerTestOneInput(byte[] input) {
        String raw = new String(input, StandardCharsets.ISO_8859_1);
        for (Consumer<Query> reading : READINGS) {
            try {
                reading.accept(Query.parse(raw));
            } catch (Problem refused) {
                // As it should be; anything else is a finding.
            }
        }
        restores(raw);
    }

    private static void restores(String raw) {
        try {
            Query query = Query.parse(raw);
            String again = Query.parse(query.encoded(null)).canonical();
            if (!again.equals(query.canonical())) {
                throw new AssertionError("it reads differently once written: " + query.canonical());
            }
        } catch (Problem refused) {
            // Nothing to restore.
        }
    }
}
