package dev.nightdesk.sdk;

/**
 * The entry to a Nightdesk service. One client serves a whole application: it is immutable, safe for several threads,
 * and
 * keeps connections open between calls.
 *
 * <pre>{@code
 * Nightdesk nightdesk = Nightdesk.builder()
 *         .baseUrl("https://support.example.com")
 *         .apiKey(System.getenv("NIGHTDESK_API_KEY"))
 *         .build();
 * for (Conversation conversation : nightdesk.conversations().list().autoPager()) {
 *     System.out.println(conversation.subject().orElse("(no subject)"));
 * }
 * }</pre>
 *
 * <p>Calls block the calling thread; on Java 21 and later, use virtual threads for many at once. A POST or PATCH
 * carries an
 * idempotency key that stays the same over its retries, so that it is carried out once. What fails throws a
 * {@link dev.nightdesk.sdk.error.NightdeskException}.
 */
public final class Nightdesk {

    private final Transport transport;

    Nightdesk(Transport transport) {
        this.transport = transport;
    }

    /** A builder with the defaults that {@link NightdeskBuilder} names. */
    public static NightdeskBuilder builder() {
        return new NightdeskBuilder();
    }

    Transport transport() {
        return transport;
    }

    /**
     * Sends a request and returns the answer as it came, with status, headers and bytes. All other methods are made of
     * this one.
     *
     * @param request one of {@code dev.nightdesk.sdk.request}, or your own
     * @param options what to do differently this time
     * @throws dev.nightdesk.sdk.error.NightdeskException when the answer has another status than 200 to 299 or 304, or
     *         does not come
     */
    public <T> ApiResponse<T> send(ApiRequest<T> request, RequestOption... options) {
        return transport.send(request, options);
    }

    /** Tenants, and the workspace of the credential. */
    public Workspaces workspaces() {
        return new Workspaces(this);
    }

    /** Credentials of back ends. */
    public ApiKeys apiKeys() {
        return new ApiKeys(this);
    }

    /** Secrets with which your product signs tokens for its customers. */
    public IdentitySecrets identitySecrets() {
        return new IdentitySecrets(this);
    }

    /** The people who answer. */
    public Agents agents() {
        return new Agents(this);
    }

    /** The people who ask. */
    public Customers customers() {
        return new Customers(this);
    }

    /** Companies and groups that customers belong to. */
    public Organizations organizations() {
        return new Organizations(this);
    }

    /** Business calendars, and arithmetic over their open time. */
    public Schedules schedules() {
        return new Schedules(this);
    }

    /** What is promised to conversations. */
    public SlaPolicies slaPolicies() {
        return new SlaPolicies(this);
    }

    /** Matters of customers. */
    public Conversations conversations() {
        return new Conversations(this);
    }

    /**
     * What was said in one conversation.
     *
     * @param conversationId identifier of the conversation
     */
    public Messages messages(String conversationId) {
        return new Messages(this, conversationId);
    }

    /** Files that messages carry. */
    public Attachments attachments() {
        return new Attachments(this);
    }

    /** The log of everything that was accepted. */
    public Events events() {
        return new Events(this);
    }

    /** Addresses of yours that events are posted to. */
    public WebhookEndpoints webhookEndpoints() {
        return new WebhookEndpoints(this);
    }

    /** Who did what, when, from where. */
    public AuditEntries auditEntries() {
        return new AuditEntries(this);
    }

    /** Work that goes on after its request was answered. */
    public Operations operations() {
        return new Operations(this);
    }

    /** Time that stands still until it is moved. */
    public TestClocks testClocks() {
        return new TestClocks(this);
    }

    /** Health, metrics, public keys and the contract. */
    public Service service() {
        return new Service(this);
    }
}
