package dev.nightdesk.api.platform.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/**
 * The indexes of one collection, declared beside the store that needs them. Names follow the keys, as MongoDB's own
 * do, so that a duplicate key names its index.
 */
public final class Indexes {
    private final List<Index> list;

    private record Index(Document keys, boolean unique, String presentField) {
    }

    /** None yet. */
    public Indexes() {
        this(List.of());
    }

    private Indexes(List<Index> list) {
        this.list = list;
    }

    /** An index over these fields; a leading {@code -} means descending. */
    public Indexes on(String... fields) {
        return with(new Index(keys(fields), false, null));
    }

    /** A unique index. */
    public Indexes unique(String... fields) {
        return with(new Index(keys(fields), true, null));
    }

    /** A unique index of the documents that have the last field. */
    public Indexes uniqueWherePresent(String... fields) {
        return with(new Index(keys(fields), true, fields[fields.length - 1]));
    }

    /** An index of the documents that have the last field. */
    public Indexes wherePresent(String... fields) {
        return with(new Index(keys(fields), false, fields[fields.length - 1]));
    }

    /** An index of the documents that have a field, over these fields. */
    public Indexes where(String present, String... fields) {
        return with(new Index(keys(fields), false, present));
    }

    /** These and one more: the ones that a store declares are shared by all its nodes. */
    private Indexes with(Index index) {
        List<Index> more = new ArrayList<>(list);
        more.add(index);
        return new Indexes(List.copyOf(more));
    }

    /** Makes those that are missing; the server builds them beside running traffic. */
    public void create(MongoCollection<Document> collection) {
        collection.createIndexes(list.stream().map(Indexes::model).toList());
    }

    private static IndexModel model(Index index) {
        IndexOptions options = new IndexOptions().unique(index.unique()).name(name(index.keys()));
        if (index.presentField() != null) {
            options.partialFilterExpression(new Document(index.presentField(), new Document("$exists", true)));
        }
        return new IndexModel(index.keys(), options);
    }

    /** The name of the index over these fields. */
    public static String name(String... fields) {
        return name(keys(fields));
    }

    private static String name(Document keys) {
        StringBuilder name = new StringBuilder();
        keys.forEach((field, direction) -> name.append(name.isEmpty() ? "" : "_").append(field).append('_')
                .append(direction));
        return name.toString();
    }

    private static Document keys(String... fields) {
        Document keys = new Document();
        for (String field : fields) {
            boolean descending = field.startsWith("-");
            keys.append(descending ? field.substring(1) : field, descending ? -1 : 1);
        }
        return keys;
    }
}
