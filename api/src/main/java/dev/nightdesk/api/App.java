package dev.nightdesk.api;

import dev.nightdesk.api.access.Credentials;
import dev.nightdesk.api.apikey.ApiKeySecret;
import dev.nightdesk.api.apikey.ApiKeyService;
import dev.nightdesk.api.apikey.MongoApiKeyStore;
import dev.nightdesk.api.attachment.Attachment;
import dev.nightdesk.api.attachment.AttachmentReview;
import dev.nightdesk.api.attachment.AttachmentRoutes;
import dev.nightdesk.api.attachment.AttachmentService;
import dev.nightdesk.api.attachment.ContentSweep;
import dev.nightdesk.api.attachment.Contents;
import dev.nightdesk.api.attachment.MessageFiles;
import dev.nightdesk.api.attachment.Messages;
import dev.nightdesk.api.attachment.MongoAttachmentStore;
import dev.nightdesk.api.attachment.MongoContentStore;
import dev.nightdesk.api.organization.MongoOrganizationStore;
import dev.nightdesk.api.organization.OrganizationRoutes;
import dev.nightdesk.api.organization.OrganizationService;
import dev.nightdesk.api.platform.aggregate.OutboxQueue;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.config.Configuration;
import dev.nightdesk.api.platform.http.Dispatcher;
import dev.nightdesk.api.platform.http.HttpServer;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.RequestJournal;
import dev.nightdesk.api.platform.http.RequestMetrics;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.mongo.MongoFailures;
import dev.nightdesk.api.platform.time.Timestamps;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.platform.work.WorkerLoop;
import dev.nightdesk.api.service.DocumentRoutes;
import dev.nightdesk.api.service.ServiceRoutes;
import dev.nightdesk.api.workspace.MongoWorkspaceStore;
import dev.nightdesk.api.workspace.WorkspaceRoutes;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** One node, composed: plain constructors from the database up to the port, readable from top to bottom. */
public final class App implements AutoCloseable {
    private final Configuration configuration;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private volatile boolean draining;
    private HttpServer server;
    private Set<Operation> operations;

    private App(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Starts a node by this configuration and clock. */
    public static App start(Configuration configuration, InstantSource clock) {
        App app = new App(configuration);
        try {
            app.compose(clock);
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** What it serves. */
    public Set<Operation> operations() {
        return operations;
    }

    private void compose(InstantSource clock) {
        Foundation foundation = opened(Foundation.open(configuration, clock));
        Router router = new Router();

        var keyStore = new MongoApiKeyStore(foundation.room());
        var pepper = new ApiKeySecret.Pepper(foundation.keys());
        var apiKeys = new ApiKeyService(keyStore, pepper, foundation.ids());
        var workspaces = new WorkspaceService(new MongoWorkspaceStore(foundation.room()), foundation.commands(),
                apiKeys::issueFirst, id -> false);
        new WorkspaceRoutes(workspaces, foundation.cursors()).register(router);

        var organizations = new OrganizationService(new MongoOrganizationStore(foundation.room()),
                foundation.commands(), (workspaceId, id) -> false);
        new OrganizationRoutes(organizations, foundation.cursors()).register(router);

        var attachmentStore = new MongoAttachmentStore(foundation.room());
        var contentStore = new MongoContentStore(foundation.room());
        var contents = new Contents(contentStore, foundation.ids(), clock);
        var messageFiles = new MessageFiles(attachmentStore, contents, clock);
        Messages messages = new NoMessages();
        new AttachmentRoutes(new AttachmentService(attachmentStore, contents, foundation.commands(),
                foundation.idempotency(), messages, clock)).register(router);
        work(new AttachmentReview(attachmentStore, messageFiles, messages), Duration.ofMinutes(1), clock);
        work(new ContentSweep(contentStore, attachmentStore), Duration.ofMinutes(1), clock);

        RequestMetrics metrics = new RequestMetrics();
        new ServiceRoutes(metrics, foundation.mongo()::ping, () -> draining).register(router);
        new DocumentRoutes().register(router);

        var credentials = new Credentials(foundation.platformKey(), keyStore, pepper, workspaces, clock);
        Dispatcher dispatcher = new Dispatcher(router, credentials, foundation.idempotency(),
                principal -> Timestamps.truncate(clock.instant()), clock, foundation.ids(), configuration.limits(),
                new MongoFailures(), new RequestJournal(metrics, configuration.logRequests()));
        metrics.gauge("nightdesk.http.in.work", "Requests in work", dispatcher::inWork);
        operations = router.operations();
        background(foundation, metrics, clock);
        server = opened(HttpServer.start(configuration.host(), configuration.port(), dispatcher,
                configuration.limits(), configuration.drainTime(), clock, foundation.ids()));
    }

    private void background(Foundation foundation, RequestMetrics metrics, InstantSource clock) {
        OutboxQueue queue = opened(foundation.queue().start());
        metrics.gauge("nightdesk.outbox.waiting", "Deliveries that wait on this node", queue::size);
        work(foundation.relayWorker(), Duration.ofSeconds(1), clock);
    }

    private void work(Worker worker, Duration pause, InstantSource clock) {
        opened(new WorkerLoop(worker, pause, clock).start());
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.add(part);
        return part;
    }

    /** Not ready at once, serving a little longer, then finishing what is in work: the last opened closes first. */
    public void drain() throws InterruptedException {
        draining = true;
        Thread.sleep(configuration.drainPause());
        close();
    }

    /** Stands in for the conversations: nothing is written yet that could use a file. */
    private static final class NoMessages implements Messages {
        @Override
        public boolean exists(String workspaceId, Attachment.Use use) {
            return false;
        }

        @Override
        public boolean visible(Principal principal, Attachment.Use use) {
            return false;
        }
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
