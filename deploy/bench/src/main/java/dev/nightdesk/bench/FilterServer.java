package dev.nightdesk.bench;

import dev.nightdesk.api.apikey.ApiKey;
import dev.nightdesk.api.apikey.ApiKeyFields;
import dev.nightdesk.api.apikey.ApiKeySecret;
import dev.nightdesk.api.platform.auth.Authenticator;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.CredentialMemory;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.BrowserPages;
import dev.nightdesk.api.platform.http.Dispatcher;
import dev.nightdesk.api.platform.http.HttpServer;
import dev.nightdesk.api.platform.http.Limits;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.RequestJournal;
import dev.nightdesk.api.platform.http.RequestMetrics;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The product's platform filters before an endpoint that answers ready bytes: what they cost by themselves. */
public final class FilterServer {
    private static final byte[] STATIC = "{\"id\":\"wsp_01KJPTR3D091MT7YDNQRSDEYSD\",\"object\":\"workspace\"}"
            .getBytes(StandardCharsets.UTF_8);

    private FilterServer() {
    }

    /** Serves on a port, to whoever shows the key that it prints. */
    public static void main(String[] arguments) {
        InstantSource clock = InstantSource.system();
        Ids ids = Ids.secure();
        KeyRing ring = KeyRing.of(Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]));
        ApiKeySecret.Pepper pepper = new ApiKeySecret.Pepper(ring);
        ApiKeySecret secret = ApiKeySecret.make(false);
        ApiKey key = ApiKey.create("key_1", "wsp_1", new ApiKeyFields("bench", EnumSet.allOf(Scope.class), null,
                Map.of()), secret.prefix(), pepper.hash(secret), clock.instant());
        CredentialMemory<ApiKey> memory = new CredentialMemory<>(clock);
        Router router = new Router().on(Operation.GET_OWN_WORKSPACE, call -> Answer.of(200, STATIC));
        Limits limits = Limits.STANDARD.withRates(1_000_000, 1_000_000);
        Authenticator oneKey = new Authenticator() {
            @Override
            public Principal authenticate(String bearer) {
                return ApiKeySecret.parse(bearer)
                        .flatMap(shown -> memory.recall(shown.prefix(), () -> Optional.of(key))
                                .filter(known -> pepper.matches(shown, known.hash()) && known.works(clock.instant())))
                        .map(known -> new Principal(CallerKind.API_KEY, known.id(), known.workspaceId(),
                                known.scopes(), null)).orElseThrow();
            }

            @Override
            public Optional<Instant> expiry(String bearer) {
                return Optional.empty();
            }
        };
        // No request here has an idempotency key, so that its store is never asked.
        Dispatcher dispatcher = new Dispatcher(router, oneKey,
                new Idempotency(null, clock), principal -> clock.instant(), clock, ids, limits,
                failure -> Optional.empty(), new RequestJournal(new RequestMetrics(), false));
        System.out.println("KEY " + secret.text());
        HttpServer.start("127.0.0.1", Integer.parseInt(arguments[0]), dispatcher, new BrowserPages(List.of()), limits,
                Duration.ZERO, clock, ids);
    }
}
