package dev.nightdesk.api.platform.mongo;

import java.util.Map;
import java.util.Objects;
import org.bson.Document;

/** Pure functions over documents. */
final class Documents {
    private Documents() {
    }

    /**
     * The update that turns one document into the other, field by field. Fields that neither side knows stay: a newer
     * version of the server may have written them.
     */
    static Document difference(Document before, Document after) {
        Document set = new Document();
        Document unset = new Document();
        for (Map.Entry<String, Object> field : after.entrySet()) {
            if (!Objects.equals(before.get(field.getKey()), field.getValue())) {
                set.append(field.getKey(), field.getValue());
            }
        }
        for (String name : before.keySet()) {
            if (!after.containsKey(name)) {
                unset.append(name, "");
            }
        }
        Document update = new Document();
        if (!set.isEmpty()) {
            update.append("$set", set);
        }
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }

    /** The operand of an update operator, made when missing. */
    static Document operator(Document update, String name) {
        return (Document) update.computeIfAbsent(name, ignored -> new Document());
    }
}
