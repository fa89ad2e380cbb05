package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.net.UnknownHostException;
import java.time.Duration;

/** Tells whoever names a receiver at once when it could never be called. */
record ReceiverCheck(AddressPolicy policy, Resolver resolver, Duration within) {
    /**
     * The URL in canonical form.
     *
     * @throws Problem 400 when it is no URL, 422 {@code address_not_allowed} when it may not be called
     */
    String check(String url) {
        try {
            return policy.accept(url, resolver, within);
        } catch (AddressRefused e) {
            if (e.reason() == AddressRefused.Reason.MALFORMED) {
                throw Problem.ofField(ProblemCode.INVALID_BODY, "#/url", "format", sentence(e.getMessage()));
            }
            throw Problem.ofField(ProblemCode.ADDRESS_NOT_ALLOWED, "#/url", "not_allowed", sentence(e.getMessage()));
        } catch (UnknownHostException e) {
            throw Problem.ofField(ProblemCode.ADDRESS_NOT_ALLOWED, "#/url", "not_allowed", "The host has no address.");
        }
    }

    private static String sentence(String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }
}
