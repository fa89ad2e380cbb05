package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one exchange with the document. An answer is always judged. A request is judged when it was accepted: what
 * breaks the document must not succeed.
 */
final class ExchangeCheck {

    /** Answers to requests that reach no operation. */
    private static final Set<Integer> UNROUTED = Set.of(404, 405, 400, 414, 431, 500, 503);

    private final Exchange exchange;
    private final List<String> violations = new ArrayList<>();

    ExchangeCheck(Exchange exchange) {
        this.exchange = exchange;
    }

    List<String> violations() {
        Optional<ContractOperation> operation = Contract.operation(exchange.method(), exchange.uri().getRawPath());
        if (operation.isPresent()) {
            Place place = Place.root().at("paths").at(operation.get().path())
                    .at(operation.get().method().toLowerCase(Locale.ROOT));
            checkResponse(place.at("responses"));
            if (exchange.succeeded()) {
                violations.addAll(new RequestCheck(exchange, place).violations());
            }
        } else if (UNROUTED.contains(exchange.status())) {
            checkProblem();
        } else {
            add("no operation of the document is reached");
        }
        return List.copyOf(violations);
    }

    private void checkResponse(Place responses) {
        Place response = responses.at(Integer.toString(exchange.status()));
        if (!response.exists()) {
            add("the operation does not have this status");
            return;
        }
        checkHeaders(response.at("headers"));
        if (!response.at("content").exists()) {
            if (!exchange.body().isEmpty()) {
                add("a body, where the document has none");
            }
        } else if (exchange.status() >= 400) {
            checkProblem();
        } else {
            checkBody(response.at("content"));
        }
    }

    private void checkHeaders(Place headers) {
        headers.node().fieldNames().forEachRemaining(name -> {
            Place header = headers.at(name);
            Optional<String> value = exchange.headers().firstValue(name);
            if (value.isPresent() && header.at("schema").text("type").equals("string")) {
                addAll("header " + name, SchemaCheck.faults(new TextNode(value.get()), header.at("schema")));
            } else if (value.isEmpty() && header.node().path("required").asBoolean()) {
                add("header " + name + " is missing");
            }
        });
    }

    private void checkBody(Place content) {
        String type = MediaType.of(exchange.headers());
        Place media = MediaType.find(content, type);
        if (!media.exists()) {
            add("the document does not have the media type " + type);
        } else if (type.equals("application/json")) {
            json().ifPresent(body -> addAll("body", SchemaCheck.faults(body, media.at("schema"))));
        }
    }

    private void checkProblem() {
        if (!MediaType.of(exchange.headers()).equals("application/problem+json")) {
            add("an error that is not application/problem+json");
            return;
        }
        json().ifPresent(this::checkProblem);
    }

    private void checkProblem(JsonNode problem) {
        addAll("problem", SchemaCheck.faults(problem, Place.root().at("components").at("schemas").at("Problem")));
        String code = problem.path("code").asText();
        if (problem.path("status").asInt() != exchange.status()
                || !Integer.valueOf(exchange.status()).equals(Contract.problemStatuses().get(code))) {
            add("the problem " + code + " does not have this status");
        }
        // A replayed refusal has the bytes of the first one, and with them its request id.
        boolean replayed = exchange.headers().firstValue("Idempotent-Replayed").isPresent();
        Optional<String> requestId = exchange.headers().firstValue("Request-Id");
        if (!replayed && !requestId.equals(Optional.of(problem.path("request_id").asText()))) {
            add("request_id and Request-Id differ");
        }
    }

    private Optional<JsonNode> json() {
        try {
            JsonNode body = ContractDocument.parse(exchange.body());
            if (!body.isMissingNode()) {
                return Optional.of(body);
            }
        } catch (UncheckedIOException e) {
            // Told below, as for an empty body.
        }
        add("the body is not JSON");
        return Optional.empty();
    }

    private void addAll(String part, List<String> faults) {
        faults.forEach(fault -> add(part + " " + fault));
    }

    private void add(String violation) {
        violations.add(exchange.line() + ": " + violation);
    }
}
