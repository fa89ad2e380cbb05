package dev.nightdesk.api.platform.http;

/** Entity tags: strong, {@code "v<version>"}. */
public final class ETags {
    private ETags() {
    }

    /** The tag of a version. */
    public static String of(long version) {
        return "\"v" + version + "\"";
    }

    /** Whether a list such as that of {@code If-Match} names the version; weak tags do not. */
    static boolean listed(String list, long version) {
        return listed(list, of(version));
    }

    private static boolean listed(String list, String tag) {
        for (String candidate : list.split(",")) {
            String trimmed = candidate.trim();
            if (trimmed.equals("*") || trimmed.equals(tag)) {
                return true;
            }
        }
        return false;
    }

    /** The comparison of {@code If-None-Match}: a proxy on the way may have weakened the tag. */
    static boolean listedWeakly(String list, String tag) {
        return listed(list.replace("W/", ""), tag);
    }
}
