package dev.nightdesk.openapi;

/** The contract's source cannot be made into one document; the message says which file is at fault, and why. */
public final class BundleException extends RuntimeException {

    BundleException(String message) {
        super(message);
    }

    BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
