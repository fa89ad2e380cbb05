package dev.nightdesk.api.webhook;

/** Says that a URL, or an address behind its host name, may not be called, and why. Carries no address of ours. */
public final class AddressRefused extends Exception {

    /** Which rule refused. */
    public enum Reason {
        /** Not an absolute URL of a scheme, a host and at most a port, a path and a query. */
        MALFORMED,
        /** Neither https nor, where insecure receivers are allowed, http. */
        SCHEME,
        /** A user name or password in the URL. */
        CREDENTIALS,
        /** A fragment, which no request carries. */
        FRAGMENT,
        /** A port outside the policy. */
        PORT,
        /** A host name that is local, reserved, or names an instance's own metadata service. */
        HOST_NAME,
        /** An address that is not a public unicast address. */
        NOT_PUBLIC
    }

    private final Reason reason;

    AddressRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The rule that refused. */
    public Reason reason() {
        return reason;
    }
}
