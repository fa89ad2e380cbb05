package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells why a request that was accepted should have been refused. */
final class RequestCheck {

    private final Exchange exchange;
    private final Place operation;
    private final List<String> violations = new ArrayList<>();

    RequestCheck(Exchange exchange, Place operation) {
        this.exchange = exchange;
        this.operation = operation;
    }

    List<String> violations() {
        checkParameters();
        checkBody();
        return violations.stream().map(fault -> exchange.line() + ": accepted, although " + fault).toList();
    }

    private void checkParameters() {
        Map<String, String> query = query();
        for (Place parameter : operation.at("parameters").items()) {
            String name = parameter.text("name");
            String value = switch (parameter.text("in")) {
                case "query" -> query.remove(name);
                case "header" -> exchange.requestHeaders().firstValue(name).orElse(null);
                default -> "";
            };
            if (value == null && parameter.node().path("required").asBoolean()) {
                violations.add(name + " is missing");
            } else if (value != null && parameter.text("in").equals("query")) {
                SchemaCheck.faults(json(value, parameter.at("schema")), parameter.at("schema"))
                        .forEach(fault -> violations.add("query parameter " + name + " " + fault));
            }
        }
        query.keySet().forEach(name -> violations.add("there is no query parameter " + name));
    }

    private void checkBody() {
        Place body = operation.at("requestBody");
        boolean empty = exchange.requestBody() == null || exchange.requestBody().isEmpty();
        if (empty || !body.exists()) {
            return;
        }
        String type = MediaType.of(exchange.requestHeaders());
        Place media = MediaType.find(body.at("content"), type);
        if (!media.exists()) {
            violations.add("no body of the media type " + type + " is taken");
        } else if (type.endsWith("json") && !media.at("schema").text("format").equals("binary")) {
            SchemaCheck.faults(ContractDocument.parse(exchange.requestBody()), media.at("schema"))
                    .forEach(fault -> violations.add("body " + fault));
        }
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.uri().getRawQuery();
        for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? decode(parts[1]) : "";
            if (query.put(decode(parts[0]), value) != null) {
                violations.add(decode(parts[0]) + " stands twice");
            }
        }
        return query;
    }

    private static JsonNode json(String value, Place schema) {
        return switch (schema.text("type")) {
            case "integer" -> value.matches("-?\\d{1,18}")
                    ? LongNode.valueOf(Long.parseLong(value)) : new TextNode(value);
            case "boolean" -> value.matches("true|false")
                    ? BooleanNode.valueOf(value.equals("true")) : new TextNode(value);
            case "array" -> {
                ArrayNode items = JsonNodeFactory.instance.arrayNode();
                for (String item : value.split(",", -1)) {
                    items.add(json(item, schema.at("items")));
                }
                yield items;
            }
            default -> new TextNode(value);
        };
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
