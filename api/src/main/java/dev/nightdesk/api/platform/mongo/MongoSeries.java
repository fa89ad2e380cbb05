package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** Writes of many aggregates at once that owe nothing to other collections. */
final class MongoSeries<T extends Aggregate> {
    private final MongoCollection<Document> collection;
    private final AggregateForm<T> form;

    MongoSeries(MongoCollection<Document> collection, AggregateForm<T> form) {
        this.collection = collection;
        this.form = form;
    }

    /** See {@link MongoAggregateStore#insertAll}. */
    List<String> insertAll(List<T> values) {
        List<String> known = new ArrayList<>();
        int next = 0;
        while (next < values.size()) {
            try {
                collection.insertMany(values.subList(next, values.size()).stream().map(form::write).toList());
                next = values.size();
            } catch (MongoBulkWriteException e) {
                if (e.getWriteErrors().isEmpty() || e.getWriteErrors().getFirst().getCode() != DuplicateKeys.CODE) {
                    throw e;
                }
                next += e.getWriteErrors().getFirst().getIndex();
                known.add(values.get(next).id());
                next++;
            }
        }
        return known;
    }

    /** See {@link MongoAggregateStore#replaceAll}. */
    List<T> replaceAll(List<T> changed) {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<WriteModel<Document>> models = new ArrayList<>();
        for (T value : changed) {
            models.add(new UpdateOneModel<>(AggregateForm.key(value.workspaceId(), value.id())
                    .append("v", value.version() - 1), form.replacement(value)));
        }
        if (collection.bulkWrite(models).getMatchedCount() == changed.size()) {
            return changed;
        }
        List<String> ids = changed.stream().map(Aggregate::id).toList();
        Set<T> stored = collection.find(Filters.in("_id", ids)).map(form::read).into(new HashSet<>());
        return changed.stream().filter(stored::contains).toList();
    }
}
