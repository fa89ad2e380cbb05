package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.auth.Authenticator;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import dev.nightdesk.api.platform.json.JsonTree;
import dev.nightdesk.api.platform.time.WorkspaceTime;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The top of the staircase: every request to {@code /v1} comes through here and meets the checks in the order of the
 * contract. What any step refuses is a {@link Problem}; what any step breaks is a 500 that tells nothing.
 */
public final class Dispatcher implements Handler {
    private final Router router;
    private final Authenticator authenticator;
    private final Idempotency idempotency;
    private final WorkspaceTime time;
    private final InstantSource clock;
    private final Ids ids;
    private final Limits limits;
    private final RateLimits rates;
    private final LoadShedder shedder;
    private final LargeAnswers largeAnswers = new LargeAnswers(Runtime.getRuntime().maxMemory());
    private final ConnectionDeadlines deadlines;
    private final FailureTranslation failures;
    private final RequestJournal journal;

    /** A dispatcher over the router's endpoints. */
    public Dispatcher(Router router, Authenticator authenticator, Idempotency idempotency, WorkspaceTime time,
            InstantSource clock, Ids ids, Limits limits, FailureTranslation failures, RequestJournal journal) {
        this.router = router;
        this.authenticator = authenticator;
        this.idempotency = idempotency;
        this.time = time;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
        this.rates = new RateLimits(limits, clock);
        this.shedder = new LoadShedder(limits.concurrency());
        this.deadlines = new ConnectionDeadlines(limits);
        this.failures = failures;
        this.journal = journal;
    }

    /** How many requests are in work, for the metrics and the drain. */
    public int inWork() {
        return shedder.inWork();
    }

    /** What stands over the connections that requests come by. */
    ConnectionDeadlines deadlines() {
        return deadlines;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Exchange exchange = new Exchange(request, response, ids.next(ResourceType.REQUEST, clock.instant()), deadlines);
        Answer answer;
        try {
            answer = answer(exchange);
        } catch (Problem problem) {
            answer = ProblemDocument.answer(problem, exchange.requestId());
        } catch (RuntimeException e) {
            Problem problem = failures.translate(e).orElseGet(Dispatcher::internal);
            answer = ProblemDocument.answer(problem, exchange.requestId());
            journal.failure(exchange, answer.status(), e);
        }
        send(exchange, answer);
    }

    /** What is large must find room in memory until its caller has taken it; what is not made for one caller has it. */
    private void send(Exchange exchange, Answer answer) {
        String workspaceId = exchange.principal().map(Principal::workspaceId).orElse(null);
        int size = workspaceId == null ? 0 : answer.body().length;
        if (largeAnswers.enter(workspaceId, size)) {
            try {
                journal.end(exchange, answer.status());
                exchange.send(answer);
            } finally {
                largeAnswers.leave(workspaceId, size);
            }
        } else {
            Problem full = LoadShedder.overloaded("Too many large answers wait for their callers to take them.");
            journal.end(exchange, full.code().status());
            exchange.send(ProblemDocument.answer(full, exchange.requestId()));
        }
    }

    private Answer answer(Exchange exchange) {
        if (!exchange.path().startsWith("/v1/")) {
            Router.Match match = router.match(exchange.method(), exchange.path());
            exchange.found(match.endpoint().operation());
            return match.endpoint().handler().handle(call(exchange, match, null, Map.of(), Optional.empty()));
        }
        Principal principal = authenticate(exchange);
        admit(exchange, principal);
        Router.Match match = router.match(exchange.method(), exchange.path());
        Operation operation = match.endpoint().operation();
        exchange.found(operation);
        checkKind(operation, principal);
        exchange.checkMediaTypes();
        // A small body comes before its request takes a place: who dribbles one holds nothing but his own connection.
        Optional<byte[]> body = exchange.hasSmallBody() ? Optional.of(receive(exchange, operation)) : Optional.empty();
        shedder.enter(operation, principal.workspaceId());
        try {
            return execute(exchange, match, principal, body);
        } finally {
            shedder.leave(principal.workspaceId());
        }
    }

    private static Problem internal() {
        return Problem.of(ProblemCode.INTERNAL_ERROR,
                "Something broke on our side; the request id helps to find out what.");
    }

    private Principal authenticate(Exchange exchange) {
        List<String> values = exchange.headers("Authorization");
        if (values.isEmpty()) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "This needs Authorization: Bearer and a credential.");
        }
        String value = values.getFirst();
        if (values.size() > 1 || !value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw Problem.of(ProblemCode.INVALID_CREDENTIAL, "Authorization must be one Bearer credential.");
        }
        Principal principal = authenticator.authenticate(value.substring(7).trim());
        exchange.authenticated(principal);
        return principal;
    }

    private void admit(Exchange exchange, Principal principal) {
        RateLimits.Standing standing = rates.take(principal);
        exchange.rate(standing);
        if (!standing.admitted()) {
            throw Problem.of(ProblemCode.RATE_LIMITED, "The rate of requests is used up; see Retry-After.")
                    .header("Retry-After", Long.toString(standing.retryAfter()));
        }
    }

    /** A customer's token is no credential on an agent's route: 401, as if it were unknown. */
    private static void checkKind(Operation operation, Principal principal) {
        if (!operation.callers().contains(principal.kind())) {
            throw Problem.of(ProblemCode.CREDENTIAL_NOT_ACCEPTED, "This operation takes another kind of credential.");
        }
    }

    private Answer execute(Exchange exchange, Router.Match match, Principal principal, Optional<byte[]> body) {
        Operation operation = match.endpoint().operation();
        boolean upload = operation == Operation.UPLOAD_ATTACHMENT;
        Map<String, Object> json = content(operation, body.orElseGet(() -> receive(exchange, operation)));
        Optional<IdempotentRequest> request = operation.method().idempotentByKey()
                ? idempotentRequest(exchange, principal, json) : Optional.empty();
        Call call = call(exchange, match, principal, json, request);
        if (upload) {
            // What the key was first used for is only known once the upload has been read, which its endpoint does.
            checkScope(match.endpoint(), call);
            return match.endpoint().handler().handle(call);
        }
        return request.isEmpty() ? permitted(match.endpoint(), call) : once(match.endpoint(), call, request.get());
    }

    /** A recorded answer goes before what schema, sight or scope would say now. */
    private Answer once(Endpoint endpoint, Call call, IdempotentRequest request) {
        if (endpoint.replaysItself()) {
            return idempotency.recordReplaying(request, () -> permitted(endpoint, call), call.requestId());
        }
        Optional<Answer> replay = idempotency.replay(request);
        if (replay.isPresent()) {
            return replay.get();
        }
        checkScope(endpoint, call);
        return idempotency.record(request, () -> endpoint.handler().handle(call), call.requestId());
    }

    private static Answer permitted(Endpoint endpoint, Call call) {
        checkScope(endpoint, call);
        return endpoint.handler().handle(call);
    }

    /** 404 goes before 403: who may not see the resource does not learn that it exists. */
    private static void checkScope(Endpoint endpoint, Call call) {
        Operation operation = endpoint.operation();
        if (operation.grantedTo(call.principal())) {
            return;
        }
        if (endpoint.visibility() != null && !endpoint.visibility().visible(call)) {
            throw Problem.notFound();
        }
        if (call.principal().isCustomer()) {
            throw Problem.of(ProblemCode.CUSTOMER_BLOCKED, "The customer is blocked and may only read.");
        }
        throw Problem.of(ProblemCode.INSUFFICIENT_SCOPE, "This needs the scope " + operation.scope().wireName() + ".");
    }

    /** An upload's body is its endpoint's to read, and that of a GET nobody's. */
    private byte[] receive(Exchange exchange, Operation operation) {
        boolean none = operation.method() == Method.GET || operation == Operation.UPLOAD_ATTACHMENT;
        return none ? new byte[0] : exchange.body(limits.body(), limits.bodyTime(), clock).readWhole();
    }

    private Map<String, Object> content(Operation operation, byte[] bytes) {
        if (MediaTypes.takesText(operation)) {
            return Map.of(Call.TEXT, MediaTypes.text(bytes));
        }
        return bytes.length == 0 ? Map.of() : JsonTree.object(bytes, limits.json());
    }

    private Optional<IdempotentRequest> idempotentRequest(Exchange exchange, Principal principal,
            Map<String, Object> json) {
        return IdempotentRequest.key(exchange.headers("Idempotency-Key"))
                .map(key -> IdempotentRequest.of(principal, key, exchange.method(), exchange.path(),
                        exchange.query().canonical(), json));
    }

    private Call call(Exchange exchange, Router.Match match, Principal principal, Map<String, Object> json,
            Optional<IdempotentRequest> request) {
        boolean upload = match.endpoint().operation() == Operation.UPLOAD_ATTACHMENT;
        return new Call(match.endpoint().operation(), principal, match.parameters(), exchange.query(),
                exchange::headers, json, upload ? exchange.body(limits.attachment(), limits.bodyTime(), clock) : null,
                request, exchange.requestId(), exchange.remoteAddress(), time.now(principal));
    }
}
