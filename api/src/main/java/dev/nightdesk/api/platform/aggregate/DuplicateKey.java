package dev.nightdesk.api.platform.aggregate;

/** A unique index refused a write: somebody else has the key. */
public final class DuplicateKey extends RuntimeException {
    private final String index;

    /** The refusal of the index with this name; {@code _id_} for the id itself. */
    public DuplicateKey(String index, Throwable cause) {
        super("the unique index " + index + " has this key already", cause);
        this.index = index;
    }

    /** The name of the index. */
    public String index() {
        return index;
    }

    /** Whether the id itself is taken: the aggregate was inserted before. */
    public boolean ofId() {
        return index.equals("_id_");
    }
}
