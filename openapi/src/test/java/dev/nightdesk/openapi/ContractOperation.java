package dev.nightdesk.openapi;

import java.util.List;
import java.util.Map;

/**
 * An operation of the document, in the terms of the server's own table.
 *
 * @param method in upper case
 * @param path with its parameters in braces, such as {@code /v1/conversations/{id}}
 * @param callers security scheme ({@code apiKey}, {@code agentToken}, {@code customerToken}, {@code platformKey}) to
 *         the scopes it needs; empty when no credential is needed
 */
public record ContractOperation(String id, String method, String path, Map<String, List<String>> callers) {
}
