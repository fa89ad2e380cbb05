package dev.nightdesk.api.platform.http;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the operation of a method and a path, by walking the path once, segment by segment. It is our own because the
 * contract wants credentials checked before routes, one 405 with the exact {@code Allow}, and no cost per route.
 */
public final class Router {
    private final Node root = new Node();
    private final Map<Operation, Endpoint> endpoints = new EnumMap<>(Operation.class);

    /** Serves the operation with the endpoint. */
    public Router on(Operation operation, Endpoint.Handler handler) {
        return on(operation, new Endpoint(operation, handler, null, false));
    }

    /**
     * The same with a test whether the caller may see what the path names, asked only for callers without the scope:
     * 404 goes before 403.
     */
    public Router on(Operation operation, Endpoint.Handler handler, Endpoint.Visibility visibility) {
        return on(operation, new Endpoint(operation, handler, visibility, false));
    }

    /**
     * The same for an endpoint that looks for the recorded answer of an idempotency key itself before it changes
     * anything, as {@code Commands} does; visibility is null where the path names no resource.
     */
    public Router onReplaying(Operation operation, Endpoint.Handler handler, Endpoint.Visibility visibility) {
        return on(operation, new Endpoint(operation, handler, visibility, true));
    }

    private Router on(Operation operation, Endpoint endpoint) {
        if (endpoints.putIfAbsent(operation, endpoint) != null) {
            throw new IllegalStateException(operation + " has two endpoints");
        }
        Node node = root;
        for (String segment : operation.path().substring(1).split("/")) {
            node = node.child(segment);
        }
        node.endpoints.put(operation.method(), endpoint);
        return this;
    }

    /** The operations that have an endpoint. */
    public Set<Operation> operations() {
        return endpoints.keySet();
    }

    /**
     * The endpoint for a raw path, with the values of its parameters decoded.
     *
     * @throws Problem 404 when no operation has the path, 405 with {@code Allow} when none has it with this method
     */
    public Match match(String method, String rawPath) {
        Map<String, String> parameters = new HashMap<>(4);
        Node node = root;
        int start = 1;
        while (node != null && start <= rawPath.length()) {
            int slash = rawPath.indexOf('/', start);
            int end = slash < 0 ? rawPath.length() : slash;
            node = node.find(rawPath.substring(start, end), parameters);
            start = end + 1;
        }
        if (node == null || node.endpoints.isEmpty()) {
            throw Problem.notFound();
        }
        Endpoint endpoint = method(method).map(node.endpoints::get).orElse(null);
        if (endpoint == null) {
            throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "The path is known, but not with this method; see Allow.")
                    .header("Allow", node.allowed());
        }
        return new Match(endpoint, parameters);
    }

    private static Optional<Method> method(String name) {
        for (Method method : Method.values()) {
            if (method.name().equals(name)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /** An endpoint and the values of the parameters in its path. */
    public record Match(Endpoint endpoint, Map<String, String> parameters) {
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<Method, Endpoint> endpoints = new EnumMap<>(Method.class);
        private String parameter;
        private Node afterParameter;

        private Node child(String segment) {
            if (!segment.startsWith("{")) {
                return literals.computeIfAbsent(segment, name -> new Node());
            }
            if (afterParameter == null) {
                parameter = segment.substring(1, segment.length() - 1);
                afterParameter = new Node();
            }
            return afterParameter;
        }

        private Node find(String segment, Map<String, String> parameters) {
            Node literal = literals.get(segment);
            if (literal != null || afterParameter == null || segment.isEmpty()) {
                return literal;
            }
            parameters.put(parameter, Query.decode(segment, false));
            return afterParameter;
        }

        private String allowed() {
            StringBuilder text = new StringBuilder();
            endpoints.keySet().forEach(method -> text.append(text.isEmpty() ? "" : ", ").append(method));
            return text.toString();
        }
    }
}
