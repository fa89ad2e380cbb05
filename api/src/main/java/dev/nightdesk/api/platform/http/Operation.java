package dev.nightdesk.api.platform.http;

import static dev.nightdesk.api.platform.auth.CallerKind.AGENT;
import static dev.nightdesk.api.platform.auth.CallerKind.API_KEY;
import static dev.nightdesk.api.platform.auth.CallerKind.CUSTOMER;
import static dev.nightdesk.api.platform.http.Method.DELETE;
import static dev.nightdesk.api.platform.http.Method.GET;
import static dev.nightdesk.api.platform.http.Method.PATCH;
import static dev.nightdesk.api.platform.http.Method.POST;
import static dev.nightdesk.api.platform.http.Method.PUT;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.auth.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Every operation of the API: where it lives, which scope it needs, which kinds of caller it knows. This is the one
 * place where access is decided; the OpenAPI document must say the same, and a test compares the two.
 */
public enum Operation {
    GET_LIVENESS("/livez"),
    GET_READINESS("/readyz"),
    GET_METRICS("/metrics"),
    GET_OPEN_API_YAML("/openapi.yaml"),
    GET_OPEN_API_JSON("/openapi.json"),
    GET_DOCS("/docs"),
    GET_DOCS_FILE("/docs/{file}"),
    GET_JSON_WEB_KEY_SET("/.well-known/jwks.json"),

    CREATE_WORKSPACE(POST, "/v1/workspaces", Scope.PLATFORM),
    LIST_WORKSPACES(GET, "/v1/workspaces", Scope.PLATFORM),
    GET_WORKSPACE(GET, "/v1/workspaces/{workspace_id}", Scope.PLATFORM),
    UPDATE_WORKSPACE(PATCH, "/v1/workspaces/{workspace_id}", Scope.PLATFORM),
    DELETE_WORKSPACE(DELETE, "/v1/workspaces/{workspace_id}", Scope.PLATFORM),
    CREATE_TEST_CLOCK(POST, "/v1/test-clocks", Scope.PLATFORM),
    LIST_TEST_CLOCKS(GET, "/v1/test-clocks", Scope.PLATFORM),
    GET_TEST_CLOCK(GET, "/v1/test-clocks/{test_clock_id}", Scope.PLATFORM),
    ADVANCE_TEST_CLOCK(POST, "/v1/test-clocks/{test_clock_id}/advance", Scope.PLATFORM),

    GET_OWN_WORKSPACE(GET, "/v1/workspace", Scope.WORKSPACE_READ, API_KEY, AGENT),
    UPDATE_OWN_WORKSPACE(PATCH, "/v1/workspace", Scope.WORKSPACE_WRITE, API_KEY, AGENT),
    CREATE_API_KEY(POST, "/v1/api-keys", Scope.ADMIN, API_KEY, AGENT),
    LIST_API_KEYS(GET, "/v1/api-keys", Scope.ADMIN, API_KEY, AGENT),
    GET_API_KEY(GET, "/v1/api-keys/{api_key_id}", Scope.ADMIN, API_KEY, AGENT),
    REVOKE_API_KEY(POST, "/v1/api-keys/{api_key_id}/revoke", Scope.ADMIN, API_KEY, AGENT),
    CREATE_IDENTITY_SECRET(POST, "/v1/identity-secrets", Scope.ADMIN, API_KEY, AGENT),
    LIST_IDENTITY_SECRETS(GET, "/v1/identity-secrets", Scope.ADMIN, API_KEY, AGENT),
    GET_IDENTITY_SECRET(GET, "/v1/identity-secrets/{identity_secret_id}", Scope.ADMIN, API_KEY, AGENT),
    REVOKE_IDENTITY_SECRET(POST, "/v1/identity-secrets/{identity_secret_id}/revoke", Scope.ADMIN, API_KEY, AGENT),
    LIST_AUDIT_ENTRIES(GET, "/v1/audit-entries", Scope.AUDIT_READ, API_KEY, AGENT),
    GET_OPERATION(GET, "/v1/operations/{operation_id}", Scope.OPERATIONS_READ, API_KEY, AGENT, CallerKind.PLATFORM),

    CREATE_AGENT(POST, "/v1/agents", Scope.AGENTS_WRITE, API_KEY, AGENT),
    LIST_AGENTS(GET, "/v1/agents", Scope.AGENTS_READ, API_KEY, AGENT),
    GET_AGENT(GET, "/v1/agents/{agent_id}", Scope.AGENTS_READ, API_KEY, AGENT),
    UPDATE_AGENT(PATCH, "/v1/agents/{agent_id}", Scope.AGENTS_WRITE, API_KEY, AGENT),
    DELETE_AGENT(DELETE, "/v1/agents/{agent_id}", Scope.AGENTS_WRITE, API_KEY, AGENT),
    CREATE_AGENT_TOKEN(POST, "/v1/agents/{agent_id}/tokens", Scope.AGENTS_WRITE, API_KEY, AGENT),

    CREATE_CUSTOMER(POST, "/v1/customers", Scope.CUSTOMERS_WRITE, API_KEY, AGENT),
    LIST_CUSTOMERS(GET, "/v1/customers", Scope.CUSTOMERS_READ, API_KEY, AGENT),
    LOOKUP_CUSTOMER(GET, "/v1/customers/lookup", Scope.CUSTOMERS_READ, API_KEY, AGENT),
    UPSERT_CUSTOMER_BY_EXTERNAL_ID(PUT, "/v1/customers/by-external-id/{external_id}", Scope.CUSTOMERS_WRITE, API_KEY,
            AGENT),
    GET_CUSTOMER(GET, "/v1/customers/{customer_id}", Scope.CUSTOMERS_READ, API_KEY, AGENT),
    UPDATE_CUSTOMER(PATCH, "/v1/customers/{customer_id}", Scope.CUSTOMERS_WRITE, API_KEY, AGENT),
    DELETE_CUSTOMER(DELETE, "/v1/customers/{customer_id}", Scope.CUSTOMERS_WRITE, API_KEY, AGENT),
    LIST_CUSTOMER_IDENTITIES(GET, "/v1/customers/{customer_id}/identities", Scope.CUSTOMERS_READ, API_KEY, AGENT),
    ADD_CUSTOMER_IDENTITY(POST, "/v1/customers/{customer_id}/identities", Scope.CUSTOMERS_WRITE, API_KEY, AGENT),
    REMOVE_CUSTOMER_IDENTITY(DELETE, "/v1/customers/{customer_id}/identities/{identity_id}", Scope.CUSTOMERS_WRITE,
            API_KEY, AGENT),
    MERGE_CUSTOMER(POST, "/v1/customers/{customer_id}/merge", Scope.CUSTOMERS_WRITE, API_KEY, AGENT),
    UNMERGE_CUSTOMER(POST, "/v1/customers/{customer_id}/unmerge", Scope.CUSTOMERS_WRITE, API_KEY, AGENT),

    CREATE_ORGANIZATION(POST, "/v1/organizations", Scope.ORGANIZATIONS_WRITE, API_KEY, AGENT),
    LIST_ORGANIZATIONS(GET, "/v1/organizations", Scope.ORGANIZATIONS_READ, API_KEY, AGENT),
    GET_ORGANIZATION(GET, "/v1/organizations/{organization_id}", Scope.ORGANIZATIONS_READ, API_KEY, AGENT),
    UPDATE_ORGANIZATION(PATCH, "/v1/organizations/{organization_id}", Scope.ORGANIZATIONS_WRITE, API_KEY, AGENT),
    DELETE_ORGANIZATION(DELETE, "/v1/organizations/{organization_id}", Scope.ORGANIZATIONS_WRITE, API_KEY, AGENT),

    CREATE_CONVERSATION(POST, "/v1/conversations", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT, CUSTOMER),
    LIST_CONVERSATIONS(GET, "/v1/conversations", Scope.CONVERSATIONS_READ, API_KEY, AGENT, CUSTOMER),
    GET_CONVERSATION(GET, "/v1/conversations/{conversation_id}", Scope.CONVERSATIONS_READ, API_KEY, AGENT, CUSTOMER),
    UPDATE_CONVERSATION(PATCH, "/v1/conversations/{conversation_id}", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    CREATE_MESSAGE(POST, "/v1/conversations/{conversation_id}/messages", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT,
            CUSTOMER),
    LIST_MESSAGES(GET, "/v1/conversations/{conversation_id}/messages", Scope.CONVERSATIONS_READ, API_KEY, AGENT,
            CUSTOMER),
    GET_MESSAGE(GET, "/v1/conversations/{conversation_id}/messages/{message_id}", Scope.CONVERSATIONS_READ, API_KEY,
            AGENT, CUSTOMER),
    REDACT_MESSAGE(POST, "/v1/conversations/{conversation_id}/messages/{message_id}/redact", Scope.CONVERSATIONS_WRITE,
            API_KEY, AGENT),
    ASSIGN_CONVERSATION(POST, "/v1/conversations/{conversation_id}/assign", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    UNASSIGN_CONVERSATION(POST, "/v1/conversations/{conversation_id}/unassign", Scope.CONVERSATIONS_WRITE, API_KEY,
            AGENT),
    RESOLVE_CONVERSATION(POST, "/v1/conversations/{conversation_id}/resolve", Scope.CONVERSATIONS_WRITE, API_KEY,
            AGENT),
    REOPEN_CONVERSATION(POST, "/v1/conversations/{conversation_id}/reopen", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    CLOSE_CONVERSATION(POST, "/v1/conversations/{conversation_id}/close", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    SNOOZE_CONVERSATION(POST, "/v1/conversations/{conversation_id}/snooze", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    HOLD_CONVERSATION(POST, "/v1/conversations/{conversation_id}/hold", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    AWAIT_CUSTOMER(POST, "/v1/conversations/{conversation_id}/await-customer", Scope.CONVERSATIONS_WRITE, API_KEY,
            AGENT),
    MERGE_CONVERSATION(POST, "/v1/conversations/{conversation_id}/merge", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    LINK_CONVERSATION(POST, "/v1/conversations/{conversation_id}/link", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    TAG_CONVERSATION(POST, "/v1/conversations/{conversation_id}/tags", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT),
    SIGNAL_TYPING(POST, "/v1/conversations/{conversation_id}/typing", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT,
            CUSTOMER),
    MARK_READ(POST, "/v1/conversations/{conversation_id}/read", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT, CUSTOMER),
    LIST_CONVERSATION_EVENTS(GET, "/v1/conversations/{conversation_id}/events", Scope.CONVERSATIONS_READ, API_KEY,
            AGENT),
    LIST_PARTICIPANTS(GET, "/v1/conversations/{conversation_id}/participants", Scope.CONVERSATIONS_READ, API_KEY,
            AGENT, CUSTOMER),

    UPLOAD_ATTACHMENT(POST, "/v1/attachments", Scope.CONVERSATIONS_WRITE, API_KEY, AGENT, CUSTOMER),
    GET_ATTACHMENT(GET, "/v1/attachments/{attachment_id}", Scope.CONVERSATIONS_READ, API_KEY, AGENT, CUSTOMER),
    GET_ATTACHMENT_CONTENT(GET, "/v1/attachments/{attachment_id}/content", Scope.CONVERSATIONS_READ, API_KEY, AGENT,
            CUSTOMER),

    CREATE_SCHEDULE(POST, "/v1/schedules", Scope.SCHEDULES_WRITE, API_KEY, AGENT),
    LIST_SCHEDULES(GET, "/v1/schedules", Scope.SCHEDULES_READ, API_KEY, AGENT),
    GET_SCHEDULE(GET, "/v1/schedules/{schedule_id}", Scope.SCHEDULES_READ, API_KEY, AGENT),
    UPDATE_SCHEDULE(PATCH, "/v1/schedules/{schedule_id}", Scope.SCHEDULES_WRITE, API_KEY, AGENT),
    DELETE_SCHEDULE(DELETE, "/v1/schedules/{schedule_id}", Scope.SCHEDULES_WRITE, API_KEY, AGENT),
    LIST_SCHEDULE_VERSIONS(GET, "/v1/schedules/{schedule_id}/versions", Scope.SCHEDULES_READ, API_KEY, AGENT),
    GET_SCHEDULE_OPENING(GET, "/v1/schedules/{schedule_id}/open", Scope.SCHEDULES_READ, API_KEY, AGENT),
    GET_SCHEDULE_NEXT_OPENING(GET, "/v1/schedules/{schedule_id}/next-open", Scope.SCHEDULES_READ, API_KEY, AGENT),
    GET_SCHEDULE_ELAPSED(GET, "/v1/schedules/{schedule_id}/elapsed", Scope.SCHEDULES_READ, API_KEY, AGENT),
    ADD_SCHEDULE_TIME(GET, "/v1/schedules/{schedule_id}/add", Scope.SCHEDULES_READ, API_KEY, AGENT),
    IMPORT_SCHEDULE_CALENDAR(POST, "/v1/schedules/{schedule_id}/import-ical", Scope.SCHEDULES_WRITE, API_KEY, AGENT),

    CREATE_SLA_POLICY(POST, "/v1/sla-policies", Scope.SLA_WRITE, API_KEY, AGENT),
    LIST_SLA_POLICIES(GET, "/v1/sla-policies", Scope.SLA_READ, API_KEY, AGENT),
    REORDER_SLA_POLICIES(POST, "/v1/sla-policies/reorder", Scope.SLA_WRITE, API_KEY, AGENT),
    GET_SLA_POLICY(GET, "/v1/sla-policies/{sla_policy_id}", Scope.SLA_READ, API_KEY, AGENT),
    UPDATE_SLA_POLICY(PATCH, "/v1/sla-policies/{sla_policy_id}", Scope.SLA_WRITE, API_KEY, AGENT),
    DELETE_SLA_POLICY(DELETE, "/v1/sla-policies/{sla_policy_id}", Scope.SLA_WRITE, API_KEY, AGENT),
    LIST_SLA_POLICY_VERSIONS(GET, "/v1/sla-policies/{sla_policy_id}/versions", Scope.SLA_READ, API_KEY, AGENT),
    SIMULATE_SLA(POST, "/v1/sla-simulations", Scope.SLA_WRITE, API_KEY, AGENT),
    LIST_SLA_PRESETS(GET, "/v1/sla-presets", Scope.SLA_READ, API_KEY, AGENT),
    GET_CONVERSATION_SLA(GET, "/v1/conversations/{conversation_id}/sla", Scope.CONVERSATIONS_READ, API_KEY, AGENT),

    LIST_EVENTS(GET, "/v1/events", Scope.EVENTS_READ, API_KEY, AGENT),
    STREAM_EVENTS(GET, "/v1/events/stream", Scope.EVENTS_READ, API_KEY, AGENT, CUSTOMER),
    STREAM_CONVERSATION_EVENTS(GET, "/v1/conversations/{conversation_id}/events/stream", Scope.CONVERSATIONS_READ,
            API_KEY, AGENT, CUSTOMER),
    LIST_EVENT_TYPES(GET, "/v1/event-types", Scope.EVENTS_READ, API_KEY, AGENT),

    CREATE_WEBHOOK_ENDPOINT(POST, "/v1/webhook-endpoints", Scope.WEBHOOKS_WRITE, API_KEY, AGENT),
    LIST_WEBHOOK_ENDPOINTS(GET, "/v1/webhook-endpoints", Scope.WEBHOOKS_READ, API_KEY, AGENT),
    GET_WEBHOOK_ENDPOINT(GET, "/v1/webhook-endpoints/{webhook_endpoint_id}", Scope.WEBHOOKS_READ, API_KEY, AGENT),
    UPDATE_WEBHOOK_ENDPOINT(PATCH, "/v1/webhook-endpoints/{webhook_endpoint_id}", Scope.WEBHOOKS_WRITE, API_KEY,
            AGENT),
    DELETE_WEBHOOK_ENDPOINT(DELETE, "/v1/webhook-endpoints/{webhook_endpoint_id}", Scope.WEBHOOKS_WRITE, API_KEY,
            AGENT),
    ROTATE_WEBHOOK_SECRET(POST, "/v1/webhook-endpoints/{webhook_endpoint_id}/rotate-secret", Scope.WEBHOOKS_WRITE,
            API_KEY, AGENT),
    TEST_WEBHOOK_ENDPOINT(POST, "/v1/webhook-endpoints/{webhook_endpoint_id}/test", Scope.WEBHOOKS_WRITE, API_KEY,
            AGENT),
    REPLAY_WEBHOOK_ENDPOINT(POST, "/v1/webhook-endpoints/{webhook_endpoint_id}/replay", Scope.WEBHOOKS_WRITE, API_KEY,
            AGENT),
    LIST_WEBHOOK_DELIVERIES(GET, "/v1/webhook-endpoints/{webhook_endpoint_id}/deliveries", Scope.WEBHOOKS_READ,
            API_KEY, AGENT),
    GET_WEBHOOK_DELIVERY(GET, "/v1/webhook-deliveries/{webhook_delivery_id}", Scope.WEBHOOKS_READ, API_KEY, AGENT),
    RESEND_WEBHOOK_DELIVERY(POST, "/v1/webhook-deliveries/{webhook_delivery_id}/resend", Scope.WEBHOOKS_WRITE, API_KEY,
            AGENT);

    private final String id = lowerCamel(name());
    private final Method method;
    private final String path;
    private final Scope scope;
    private final Set<CallerKind> callers;

    Operation(Method method, String path, Scope scope, CallerKind... callers) {
        this.method = method;
        this.path = path;
        this.scope = scope;
        EnumSet<CallerKind> kinds = EnumSet.noneOf(CallerKind.class);
        Collections.addAll(kinds, callers);
        if (scope == Scope.PLATFORM) {
            kinds.add(CallerKind.PLATFORM);
        }
        this.callers = Collections.unmodifiableSet(kinds);
    }

    /** What anybody may read. */
    Operation(String path) {
        this(GET, path, null);
    }

    /** The {@code operationId} of the OpenAPI document. */
    public String id() {
        return id;
    }

    /** The HTTP method. */
    public Method method() {
        return method;
    }

    /** The path with its parameters in braces. */
    public String path() {
        return path;
    }

    /** What API keys and agents need to hold; null where no credential is needed. */
    public Scope scope() {
        return scope;
    }

    /** Who may try; a credential of another kind is no credential here. */
    public Set<CallerKind> callers() {
        return callers;
    }

    /** The platform key is held by the operations that know it, all others by their scopes. */
    public boolean grantedTo(Principal principal) {
        return switch (principal.kind()) {
            case PLATFORM -> true;
            case CUSTOMER, API_KEY, AGENT -> scope.grantedBy(principal.scopes());
        };
    }

    private static String lowerCamel(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
            text.append(text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }
}
