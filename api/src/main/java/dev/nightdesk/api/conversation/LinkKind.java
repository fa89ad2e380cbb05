package dev.nightdesk.api.conversation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What the other conversation is to the one that points to it. */
public enum LinkKind {
    RELATED, DUPLICATE, PARENT, CHILD, FOLLOW_UP, MERGED;

    /** Those that callers may set; the others Nightdesk sets. */
    static final Set<LinkKind> SETTABLE = Collections.unmodifiableSet(EnumSet.of(RELATED, DUPLICATE, PARENT, CHILD));
}
