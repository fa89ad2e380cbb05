package dev.nightdesk.api;

import dev.nightdesk.api.access.Credentials;
import dev.nightdesk.api.agent.AgentRoutes;
import dev.nightdesk.api.agent.AgentService;
import dev.nightdesk.api.agent.MongoAgentStore;
import dev.nightdesk.api.agenttoken.AgentTokenRoutes;
import dev.nightdesk.api.agenttoken.AgentTokenService;
import dev.nightdesk.api.agenttoken.MongoSigningKeyStore;
import dev.nightdesk.api.agenttoken.SigningKeys;
import dev.nightdesk.api.apikey.ApiKeyRoutes;
import dev.nightdesk.api.apikey.ApiKeySecret;
import dev.nightdesk.api.apikey.ApiKeyService;
import dev.nightdesk.api.apikey.FirstApiKey;
import dev.nightdesk.api.apikey.MongoApiKeyStore;
import dev.nightdesk.api.audit.AuditRoutes;
import dev.nightdesk.api.audit.MongoAuditStore;
import dev.nightdesk.api.conversation.CustomerConversations;
import dev.nightdesk.api.conversation.MongoConversationStore;
import dev.nightdesk.api.conversation.Surroundings;
import dev.nightdesk.api.customer.MongoCustomerStore;
import dev.nightdesk.api.event.EventPurge;
import dev.nightdesk.api.identitysecret.IdentitySecretRoutes;
import dev.nightdesk.api.identitysecret.IdentitySecretService;
import dev.nightdesk.api.identitysecret.MongoIdentitySecretStore;
import dev.nightdesk.api.message.MongoMessageStore;
import dev.nightdesk.api.operation.MongoOperationStore;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.OperationRoutes;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.operation.OperationWorker;
import dev.nightdesk.api.organization.MongoOrganizationStore;
import dev.nightdesk.api.organization.OrganizationRoutes;
import dev.nightdesk.api.organization.OrganizationService;
import dev.nightdesk.api.platform.config.Configuration;
import dev.nightdesk.api.platform.http.BrowserPages;
import dev.nightdesk.api.platform.http.Dispatcher;
import dev.nightdesk.api.platform.http.HttpServer;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.RequestJournal;
import dev.nightdesk.api.platform.http.RequestMetrics;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.platform.mongo.MongoFailures;
import dev.nightdesk.api.platform.time.DatabaseClock;
import dev.nightdesk.api.platform.work.PurgeWorker;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.platform.work.WorkerLoop;
import dev.nightdesk.api.service.DocumentRoutes;
import dev.nightdesk.api.service.ServiceRoutes;
import dev.nightdesk.api.testclock.MongoTestClockStore;
import dev.nightdesk.api.testclock.TestClockAdvance;
import dev.nightdesk.api.testclock.TestClockRoutes;
import dev.nightdesk.api.testclock.TestClockService;
import dev.nightdesk.api.testclock.TestClockTime;
import dev.nightdesk.api.webhook.WebhookSettings;
import dev.nightdesk.api.workspace.MongoWorkspaceContents;
import dev.nightdesk.api.workspace.MongoWorkspaceStore;
import dev.nightdesk.api.workspace.Workspace;
import dev.nightdesk.api.workspace.WorkspaceRemoval;
import dev.nightdesk.api.workspace.WorkspaceRoutes;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One node, composed: plain constructors from the database up to the port, readable from top to bottom. */
public final class App implements AutoCloseable {
    private final Configuration configuration;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<WorkerLoop> loops = new ArrayList<>();
    private final List<Runnable> draining = new ArrayList<>();
    private volatile boolean drained;
    private HttpServer server;
    private Router router;

    private App(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Starts a node by this configuration. It goes by its database's clock; its own serves where that tells none. */
    public static App start(Configuration configuration, InstantSource own) {
        return start(configuration, own, mongo -> mongo.time().isEmpty() ? own
                : new DatabaseClock(() -> mongo.time().orElseThrow(), System::nanoTime));
    }

    /** Starts a node that goes by the given clock and no other. */
    public static App startBy(InstantSource clock, Configuration configuration) {
        return start(configuration, clock, mongo -> clock);
    }

    private static App start(Configuration configuration, InstantSource own, Function<Mongo, InstantSource> common) {
        App app = new App(configuration);
        try {
            Foundation foundation = app.opened(Foundation.open(configuration, own, common));
            InstantSource clock = foundation.room().clock();
            Dispatcher dispatcher = app.compose(foundation, clock);
            if (clock instanceof DatabaseClock databaseClock) {
                app.repeat(databaseClock, Duration.ofSeconds(1), clock);
            }
            app.opened(foundation.queue().start());
            app.loops.forEach(loop -> app.opened(loop.start()));
            app.server = app.opened(HttpServer.start(configuration.host(), configuration.port(), dispatcher,
                    new BrowserPages(configuration.settings().words("CORS_ORIGINS")), configuration.limits(),
                    configuration.drainTime(), clock, foundation.ids()));
            app.draining.forEach(step -> app.opened(step::run));
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    /** A node at rest on the given foundation: nothing runs until somebody calls its endpoints and workers. */
    static App resting(Configuration configuration, Foundation foundation, InstantSource clock) {
        App app = new App(configuration);
        app.compose(foundation, clock);
        return app;
    }

    /** What serves each operation. */
    Router router() {
        return router;
    }

    /** The duties that go on in the background. */
    List<Worker> workers() {
        return loops.stream().map(WorkerLoop::worker).toList();
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** What it serves. */
    public Set<Operation> operations() {
        return router.operations();
    }

    private Dispatcher compose(Foundation foundation, InstantSource clock) {
        router = new Router();

        var operationStore = new MongoOperationStore(foundation.room());
        var longWork = new OperationService(operationStore, foundation.commands(), foundation.ids(), clock);
        new OperationRoutes(longWork).register(router);
        var auditStore = new MongoAuditStore(foundation.room());
        new AuditRoutes(auditStore, foundation.cursors()).register(router);
        var testClockStore = new MongoTestClockStore(foundation.room());
        var testClocks = new TestClockService(testClockStore, foundation.commands(), longWork);
        new TestClockRoutes(testClocks, foundation.cursors()).register(router);
        var time = new TestClockTime(testClocks, clock);

        var keyStore = new MongoApiKeyStore(foundation.room());
        var pepper = new ApiKeySecret.Pepper(foundation.keys());
        var workspaceStore = new MongoWorkspaceStore(foundation.room());
        var workspaces = new WorkspaceService(workspaceStore, foundation.commands(),
                new FirstApiKey(keyStore, pepper, foundation.ids()), testClocks::exists, longWork);
        new WorkspaceRoutes(workspaces, foundation.cursors()).register(router);

        var customerStore = new MongoCustomerStore(foundation.room());
        var organizations = new OrganizationService(new MongoOrganizationStore(foundation.room()),
                foundation.commands(), customerStore::anyOf);
        new OrganizationRoutes(organizations, foundation.cursors()).register(router);
        var customers = CustomerRooms.open(foundation, router, customerStore, organizations);
        Function<String, Instant> workspaceTime = workspaceId -> time.by(workspaces.lookUp(workspaceId)
                .map(Workspace::testClockId).orElse(null));

        var apiKeys = new ApiKeyService(keyStore, pepper, foundation.commands(), workspaces, clock);
        new ApiKeyRoutes(apiKeys, foundation.cursors()).register(router);
        var secrets = new IdentitySecretService(new MongoIdentitySecretStore(foundation.room()), foundation.seal(),
                foundation.commands(), clock);
        new IdentitySecretRoutes(secrets, foundation.cursors()).register(router);
        var conversationStore = new MongoConversationStore(foundation.room());
        var agents = new AgentService(new MongoAgentStore(foundation.room()), foundation.commands(),
                conversationStore::hasOpenOf);
        new AgentRoutes(agents, foundation.cursors()).register(router);
        var signingKeys = new SigningKeys(new MongoSigningKeyStore(foundation.room()), foundation.seal(),
                foundation.ids(), clock);
        new AgentTokenRoutes(new AgentTokenService(agents::role, signingKeys, foundation.commands(), auditStore,
                clock), signingKeys).register(router);
        var credentials = new Credentials(foundation.platformKey(), apiKeys, workspaces, secrets,
                customers.byToken(foundation, workspaceTime), signingKeys, agents::role, clock);

        var attachments = AttachmentRooms.open(foundation, clock);
        var neighbours = new Surroundings(workspaces, customers.customers(), customers.intake(), agents::cards,
                attachments.forMessages());
        var promises = TimeRooms.open(foundation, router, longWork);
        promises.simulate(foundation, router, conversationStore);
        repeat(promises.rulebooks(), Duration.ofSeconds(1), clock);
        var messages = new MongoMessageStore(foundation.room());
        var rooms = ConversationRooms.open(foundation, router, conversationStore, messages, neighbours,
                promises.rulebooks());
        List<OperationHandler> handlers = new ArrayList<>(customers.serve(foundation, router, longWork,
                new CustomerConversations(conversationStore, foundation.commands(), rooms.eraser(),
                        rooms.effects(), neighbours::standing, workspaceTime)));
        handlers.add(promises.reprojection(foundation, conversationStore));
        attachments.serve(foundation, router, rooms.thread(), clock)
                .forEach(worker -> repeat(worker, Duration.ofMinutes(1), clock));

        WebhookRooms webhooks = WebhookRooms.open(foundation, router, longWork,
                WebhookSettings.of(configuration.settings()), clock);
        handlers.add(webhooks.replay());

        StreamRooms streams = StreamRooms.open(foundation, router, rooms, workspaceTime, credentials);

        RequestMetrics metrics = new RequestMetrics();
        new ServiceRoutes(metrics, foundation.mongo()::ping, () -> drained).register(router);
        new DocumentRoutes().register(router);

        Dispatcher dispatcher = new Dispatcher(router, credentials, foundation.idempotency(), time, clock,
                foundation.ids(), configuration.limits(), new MongoFailures(),
                new RequestJournal(metrics, configuration.logRequests()));
        metrics.gauge("nightdesk.http.in.work", "Requests in work", dispatcher::inWork);
        metrics.gauge("nightdesk.outbox.waiting", "Deliveries that wait on this node", foundation.queue()::size);
        repeat(foundation.relayWorker(), Duration.ofSeconds(1), clock);
        repeat(rooms.timers(), Duration.ofMillis(250), clock);
        handlers.add(new TestClockAdvance(testClockStore, foundation.commands(), List.of(rooms.timers()),
                () -> {
                    foundation.relay().drain(clock.instant().plusMillis(1));
                    webhooks.fanOut().catchUp(clock.instant());
                }, testClock -> operationStore.unfinished(OperationKind.SLA_REPROJECTION, testClock)));
        handlers.add(new WorkspaceRemoval(workspaceStore, new MongoWorkspaceContents(foundation.room())));
        repeat(new OperationWorker(operationStore, handlers, time::by), Duration.ofMillis(250), clock);
        work(webhooks, foundation, metrics, clock);
        stream(streams, foundation, metrics, clock);
        List.of(rooms.typingPurge(),
                new PurgeWorker("idempotency-purge", Duration.ZERO, foundation.records()::purge),
                new PurgeWorker("operation-purge", Duration.ofDays(30), operationStore::purge),
                new PurgeWorker("audit-purge", Duration.ofDays(400), auditStore::purge),
                new EventPurge(foundation.events(), from -> workspaceStore.list(from, Page.USUAL).map(workspace ->
                        new EventPurge.Kept(workspace.id(), workspace.fields().eventRetention())), workspaceTime,
                        webhooks.fanOut()::planned, messages::keepBroughtBy))
                .forEach(purge -> repeat(purge, Duration.ofMinutes(10), clock));
        return dispatcher;
    }

    private void work(WebhookRooms webhooks, Foundation foundation, RequestMetrics metrics, InstantSource clock) {
        opened(webhooks.resolver());
        opened(webhooks.sender());
        opened(webhooks.dispatcher());
        draining.add(webhooks.dispatcher()::stop);
        metrics.gauge("nightdesk.webhook.lanes", "Webhook endpoints that this node works for",
                webhooks.dispatcher()::lanes);
        repeat(webhooks.dispatcher(), Duration.ofMillis(250), clock);
        WorkerLoop fanOut = repeat(webhooks.fanOut(), Duration.ofMillis(100), clock);
        foundation.relay().onEvents(workspaceId -> {
            webhooks.fanOut().tell(workspaceId);
            fanOut.wake();
        });
        repeat(new PurgeWorker("webhook-purge", Duration.ofDays(30), webhooks.deliveries()::purge),
                Duration.ofMinutes(10), clock);
    }

    private void stream(StreamRooms streams, Foundation foundation, RequestMetrics metrics, InstantSource clock) {
        draining.add(streams.room()::drain);
        metrics.gauge("nightdesk.streams", "Open streams of events", streams.room()::size);
        repeat(streams.room(), Duration.ofSeconds(1), clock);
        List<WorkerLoop> loops = streams.room().workers().stream()
                .map(worker -> repeat(worker, Duration.ofMillis(500), clock)).toList();
        streams.room().wakes(() -> loops.forEach(WorkerLoop::wake));
        foundation.relay().onEvents(streams.room()::tell);
        repeat(new PurgeWorker("viewer-purge", Duration.ofHours(1), streams.viewers()::purge), Duration.ofMinutes(10),
                clock);
    }

    private WorkerLoop repeat(Worker worker, Duration pause, InstantSource clock) {
        WorkerLoop loop = new WorkerLoop(worker, pause, clock);
        loops.add(loop);
        return loop;
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.add(part);
        return part;
    }

    /** Not ready at once, serving a little longer, then finishing what is in work: the last opened closes first. */
    public void drain() throws InterruptedException {
        drained = true;
        draining.forEach(Runnable::run);
        Thread.sleep(configuration.drainPause());
        close();
    }

    @Override
    public void close() {
        Collections.reverse(parts);
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                System.getLogger(App.class.getName()).log(System.Logger.Level.WARNING, "closing " + part, e);
            }
        }
        parts.clear();
    }
}
