package dev.nightdesk.openapi;

import java.net.http.HttpHeaders;
import java.util.Locale;

/** Media types of bodies, as far as the document tells them apart. */
final class MediaType {

    private MediaType() {
    }

    /** The type without its parameters, in lower case; empty when there is none. */
    static String of(HttpHeaders headers) {
        return headers.firstValue("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The entry of a {@code content} for a type: its own, else that for any type. May be missing. */
    static Place find(Place content, String type) {
        Place own = content.at(type);
        return own.exists() ? own : content.at("*/*");
    }
}
