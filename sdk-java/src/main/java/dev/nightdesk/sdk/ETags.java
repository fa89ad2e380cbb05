package dev.nightdesk.sdk;

/** The form of entity tags: {@code "v<version>"}. */
final class ETags {

    private ETags() {
    }

    static String of(long version) {
        return "\"v" + version + "\"";
    }
}
