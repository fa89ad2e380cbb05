package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.openapi.ContractDocument.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What tests of the server and of the SDK ask of the contract. */
public final class Contract {

    private Contract() {
    }

    /** Every operation, in the order of the document. */
    public static List<ContractOperation> operations() {
        return ContractDocument.operations().stream().map(Contract::describe).toList();
    }

    /** The operation that a request reaches; a path without parameters goes before one with. */
    public static Optional<ContractOperation> operation(String method, String path) {
        return ContractDocument.operations().stream()
                .filter(operation -> operation.method().equalsIgnoreCase(method) && matches(operation.path(), path))
                .min(Comparator.comparingLong(operation -> operation.path().chars().filter(c -> c == '{').count()))
                .map(Contract::describe);
    }

    /** Problem code to HTTP status, as the document has it. */
    public static Map<String, Integer> problemStatuses() {
        Map<String, Integer> statuses = new TreeMap<>();
        problems().properties().forEach(row -> statuses.put(row.getKey(), row.getValue().path("status").asInt()));
        return statuses;
    }

    /** Problem code to title, as the document has it. */
    public static Map<String, String> problemTitles() {
        Map<String, String> titles = new TreeMap<>();
        problems().properties().forEach(row -> titles.put(row.getKey(), row.getValue().path("title").asText()));
        return titles;
    }

    /** A golden body by the name of its file, such as {@code conversation/create-request}. */
    public static String example(String name) {
        try (InputStream in = Contract.class.getResourceAsStream("examples/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no example " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in which an exchange departs from the document; empty when it keeps to it. */
    public static List<String> violations(Exchange exchange) {
        return new ExchangeCheck(exchange).violations();
    }

    private static JsonNode problems() {
        return ContractDocument.schemas().path("ProblemCode").path("x-problems");
    }

    private static ContractOperation describe(Operation operation) {
        Map<String, List<String>> callers = new TreeMap<>();
        operation.node().path("security").forEach(requirement -> requirement.properties().forEach(scheme -> {
            List<String> scopes = new ArrayList<>();
            scheme.getValue().forEach(scope -> scopes.add(scope.asText()));
            callers.put(scheme.getKey(), scopes);
        }));
        return new ContractOperation(
                operation.id(), operation.method().toUpperCase(Locale.ROOT), operation.path(), callers);
    }

    private static boolean matches(String template, String path) {
        String[] expected = template.split("/", -1);
        String[] actual = path.split("/", -1);
        if (expected.length != actual.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            boolean parameter = expected[i].startsWith("{") && !actual[i].isEmpty();
            if (!parameter && !expected[i].equals(actual[i])) {
                return false;
            }
        }
        return true;
    }
}
