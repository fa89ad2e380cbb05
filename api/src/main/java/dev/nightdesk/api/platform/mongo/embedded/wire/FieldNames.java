package dev.nightdesk.api.platform.mongo.embedded.wire;

import java.nio.charset.StandardCharsets;

/**
 * Names of fields, of which a database has few and reads them all the time: a name that was read lately is the same
 * string again, with its hash worked out. Threads may overwrite each other's entries, which costs one more string.
 */
final class FieldNames {
    private static final int ROOM = 2_048;
    private static final int LONGEST = 32;
    private static final String[] RECENT = new String[ROOM];

    private FieldNames() {
    }

    /** The text of these bytes. */
    static String of(byte[] bytes, int start, int end) {
        if (end - start > LONGEST) {
            return text(bytes, start, end);
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 15) & ROOM - 1;
        String recent = RECENT[place];
        if (recent == null || !matches(recent, bytes, start, end)) {
            recent = text(bytes, start, end);
            RECENT[place] = recent;
        }
        return recent;
    }

    /** Bytes beyond ASCII are negative, as no character is: such names are made anew each time. */
    private static boolean matches(String name, byte[] bytes, int start, int end) {
        if (name.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (name.charAt(i - start) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
