package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.json.JsonLimits;
import java.time.Duration;

/**
 * What one request, one caller and one node may take.
 *
 * @param requestLine bytes of the request line
 * @param headers bytes of all headers
 * @param body bytes of a JSON body
 * @param attachment bytes of an upload
 * @param json shape of a JSON body
 * @param headerTime to receive the headers
 * @param bodyTime to receive a whole body
 * @param answerTime for the caller to take an answer, or each mebibyte of a long one
 * @param keyRate requests per second and API key
 * @param workspaceRate requests per second and workspace
 * @param concurrency requests in work on this node
 */
public record Limits(int requestLine, int headers, int body, long attachment, JsonLimits json, Duration headerTime,
        Duration bodyTime, Duration answerTime, int keyRate, int workspaceRate, int concurrency) {
    /** The limits of the contract. */
    public static final Limits STANDARD = new Limits(4_096, 16_384, 1_048_576, 20_971_520, JsonLimits.STANDARD,
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), 100, 500, 400);

    /** The same with other rates. */
    public Limits withRates(int perKey, int perWorkspace) {
        return new Limits(requestLine, headers, body, attachment, json, headerTime, bodyTime, answerTime, perKey,
                perWorkspace, concurrency);
    }

    /** The same with other sizes of bodies and uploads, in bytes. */
    public Limits withSizes(int bodyBytes, long attachmentBytes) {
        return new Limits(requestLine, headers, bodyBytes, attachmentBytes, json, headerTime, bodyTime, answerTime,
                keyRate, workspaceRate, concurrency);
    }

    /** The same with other times to receive headers and bodies, and for callers to take answers. */
    public Limits withTimes(Duration forHeaders, Duration forBody, Duration forAnswer) {
        return new Limits(requestLine, headers, body, attachment, json, forHeaders, forBody, forAnswer, keyRate,
                workspaceRate, concurrency);
    }

    /** The same with another concurrency. */
    public Limits withConcurrency(int requests) {
        return new Limits(requestLine, headers, body, attachment, json, headerTime, bodyTime, answerTime, keyRate,
                workspaceRate, requests);
    }
}
