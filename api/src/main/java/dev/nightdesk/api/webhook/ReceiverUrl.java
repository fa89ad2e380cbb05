package dev.nightdesk.api.webhook;

import dev.nightdesk.api.webhook.AddressRefused.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A receiver's URL taken apart, its host canonical.
 *
 * @param pathAndQuery as in the request line, at least {@code /}
 */
record ReceiverUrl(String scheme, ReceiverHost host, int port, String pathAndQuery) {

    private static final int LONGEST = 2_048;
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:@%]+)(?::([0-9]{1,5}))?");

    /** Takes {@code text} apart; says nothing yet about whether that scheme, host and port may be called. */
    static ReceiverUrl parse(String text) throws AddressRefused {
        URI uri = uri(text);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new AddressRefused(Reason.SCHEME, "the scheme is neither https nor http");
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw malformed("the URL has no host");
        }
        if (authority.indexOf('@') >= 0) {
            throw new AddressRefused(Reason.CREDENTIALS, "the URL has a user name or password");
        }
        if (uri.getRawFragment() != null) {
            throw new AddressRefused(Reason.FRAGMENT, "the URL has a fragment");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw malformed("the host or port is not well formed");
        }
        int port = parts.group(2) == null ? defaultPort(scheme) : Integer.parseInt(parts.group(2));
        return new ReceiverUrl(scheme, ReceiverHost.parse(parts.group(1)), port, pathAndQuery(uri));
    }

    private static URI uri(String text) throws AddressRefused {
        if (text.length() > LONGEST) {
            throw malformed("the URL is longer than " + LONGEST + " characters");
        }
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null) {
                throw malformed("the URL has no scheme");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw malformed("not a URL");
        }
    }

    private static String pathAndQuery(URI uri) throws AddressRefused {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String all = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        if (!all.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw malformed("the path or query has characters that are not percent-encoded");
        }
        return all;
    }

    private static AddressRefused malformed(String message) {
        return new AddressRefused(Reason.MALFORMED, message);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    boolean secure() {
        return scheme.equals("https");
    }

    /** Host and port as the {@code Host} header names them. */
    String authority() {
        return port == defaultPort(scheme) ? host.text() : host.text() + ":" + port;
    }

    /** The canonical URL, which parses to the same value. */
    @Override
    public String toString() {
        return scheme + "://" + authority() + pathAndQuery;
    }
}
