package dev.nightdesk.api.webhook;

import java.util.Locale;
import java.util.Optional;

/** Why an attempt did not succeed, as the attempt log shows it. */
public enum FailureKind {
    /** The URL or an address behind its name may not be called. */
    ADDRESS_REFUSED,
    /** The name has no address, or none was found in time. */
    NAME_UNRESOLVED,
    /** No TCP connection could be made. */
    CONNECT_FAILED,
    /** The TLS handshake failed or the certificate does not fit the host. */
    TLS_FAILED,
    /** The answer was not complete when the time was up. */
    TIMED_OUT,
    /** The receiver closed or reset the connection before its answer was complete. */
    CONNECTION_LOST,
    /** What came back is not HTTP, or its head is larger than any honest one. */
    MALFORMED_ANSWER,
    /** 3xx; never followed. */
    REDIRECT,
    /** 4xx. */
    CLIENT_ERROR,
    /** 5xx, or a status that is no final status of HTTP. */
    SERVER_ERROR,
    /** The event is past retention: there is nothing left to send. */
    EVENT_EXPIRED,
    /** The sender itself failed; its log says how. */
    INTERNAL;

    private static final int GONE = 410;

    /** What a final status says; empty for 2xx. */
    static Optional<FailureKind> ofStatus(int status) {
        return switch (status / 100) {
            case 2 -> Optional.empty();
            case 3 -> Optional.of(REDIRECT);
            case 4 -> Optional.of(CLIENT_ERROR);
            default -> Optional.of(SERVER_ERROR);
        };
    }

    /** 410 is the receiver's own wish to hear no more. */
    static boolean isGone(int status) {
        return status == GONE;
    }

    /** The word used on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
