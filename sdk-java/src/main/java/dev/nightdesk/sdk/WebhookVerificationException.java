package dev.nightdesk.sdk;

/** A webhook that must not be believed. Answer 400 or 401 and do nothing else. */
public final class WebhookVerificationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WebhookVerificationException(String message) {
        super(message);
    }
}
