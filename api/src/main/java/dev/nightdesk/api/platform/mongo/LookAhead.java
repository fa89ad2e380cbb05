package dev.nightdesk.api.platform.mongo;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * What has to be known before a write leaves: found for all writes of a trip and in all collections by one command, as
 * commands are what look-ups cost.
 */
final class LookAhead {
    private final MongoDatabase database;
    private final SharedTrips<Question, List<Document>> trips;

    /**
     * The documents of a collection with a value in a field, which an index must be over.
     *
     * @param value of such a form that no other collection has it in a field of this name, or else who asks has to
     *         tell by their looks which documents are his
     */
    record Wanted(String collection, String field, Object value) {
        private Place place() {
            return new Place(collection, field);
        }
    }

    /** Where a command looks for values. */
    private record Place(String collection, String field) {
    }

    /** Each is itself only, which is all that a trip has to know of it. */
    private static final class Question {
        private final List<Wanted> wanted;

        private Question(List<Wanted> wanted) {
            this.wanted = wanted;
        }
    }

    /** Looks in the database. */
    LookAhead(MongoDatabase database) {
        this.database = database;
        this.trips = new SharedTrips<>(this::find, SharedTrips.patience(database));
    }

    /**
     * Asks ahead; see {@link SharedTrips#askAhead}. A place that is named before another is looked into before it, so
     * that what moves from the one to the other is not missed.
     */
    Supplier<List<Document>> ask(Wanted... wanted) {
        return trips.askAhead(new Question(List.of(wanted)));
    }

    private Map<Question, List<Document>> find(List<Question> questions) {
        Map<Place, Map<Object, List<Document>>> found = new LinkedHashMap<>();
        questions.forEach(question -> question.wanted.forEach(wanted -> found
                .computeIfAbsent(wanted.place(), place -> new HashMap<>())
                .computeIfAbsent(wanted.value(), value -> new ArrayList<>(1))));
        List<Place> places = List.copyOf(found.keySet());
        for (Document document : database.getCollection(places.getFirst().collection())
                .aggregate(pipeline(places, found))) {
            found.forEach((place, values) -> values.computeIfPresent(document.get(place.field()), (value, list) -> {
                list.add(document);
                return list;
            }));
        }
        Map<Question, List<Document>> answers = new HashMap<>();
        questions.forEach(question -> answers.put(question, question.wanted.stream()
                .flatMap(wanted -> found.get(wanted.place()).get(wanted.value()).stream()).toList()));
        return answers;
    }

    /** Each place's own, and then what the next place's pipeline finds. */
    private static List<Document> pipeline(List<Place> places, Map<Place, Map<Object, List<Document>>> values) {
        Place place = places.getFirst();
        Document own = new Document("$match", new Document(place.field(),
                new Document("$in", List.copyOf(values.get(place).keySet()))));
        if (places.size() == 1) {
            return List.of(own);
        }
        List<Place> rest = places.subList(1, places.size());
        return List.of(own, new Document("$unionWith", new Document("coll", rest.getFirst().collection())
                .append("pipeline", pipeline(rest, values))));
    }
}
