package dev.nightdesk.api.platform.mongo;

import com.mongodb.client.MongoCollection;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;

/**
 * The order of a list, by one field and then by id, and paging through it by key: a page costs the same wherever in
 * the list it lies.
 *
 * @param field a field that every listed document has
 * @param descending whether the largest comes first
 */
public record Sort(String field, boolean descending) {
    /** The order in which nothing that stays is missed or seen twice, whatever else changes. */
    public static final Sort NEWEST_FIRST = new Sort("created_at", true);

    /** The order that a {@code sort} parameter names: a field, with a leading {@code -} for descending. */
    public static Sort of(String parameter) {
        boolean descending = parameter.startsWith("-");
        return new Sort(descending ? parameter.substring(1) : parameter, descending);
    }

    /**
     * One page.
     *
     * @param filter what to list; it names the workspace
     * @param from the last item of the page before
     */
    public <T> Page<T> page(MongoCollection<Document> collection, Document filter, Optional<Position> from, int limit,
            Function<Document, T> read) {
        Document query = new Document(filter);
        from.ifPresent(position -> after(query, position));
        int direction = descending ? -1 : 1;
        List<Document> documents = collection.find(query)
                .sort(new Document(field, direction).append("_id", direction)).limit(limit + 1)
                .into(new ArrayList<>());
        Page<Document> page = Page.of(documents, limit,
                last -> new Position(text(last.get(field)), last.getString("_id")));
        return new Page<>(page.data().stream().filter(document -> !MongoAggregates.buried(document)).map(read)
                .toList(), page.next());
    }

    /** The range on the field alone lets the index begin at the right place; the choice sorts out equal keys. */
    private void after(Document query, Position position) {
        Object key = value(position.key());
        String beyond = descending ? "$lt" : "$gt";
        Document range = query.get(field) instanceof Document given ? new Document(given) : new Document();
        range.merge(beyond + "e", key, (asked, reached) -> reached);
        query.append(field, range).append("$or", List.of(
                new Document(field, new Document(beyond, key)),
                new Document(field, key).append("_id", new Document(beyond, position.id()))));
    }

    private static String text(Object value) {
        return switch (value) {
            case Date date -> "d" + date.getTime();
            case Integer number -> "i" + number;
            case String text -> "s" + text;
            default -> throw new IllegalStateException("no list is sorted by a " + value.getClass());
        };
    }

    private static Object value(String text) {
        String content = text.substring(1);
        return switch (text.charAt(0)) {
            case 'd' -> new Date(Long.parseLong(content));
            case 'i' -> Integer.valueOf(content);
            default -> content;
        };
    }
}
