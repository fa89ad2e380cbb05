package dev.nightdesk.api.platform.mongo;

import dev.nightdesk.api.platform.http.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Decimal128;

/** The small conversions between Java's values and BSON's that every mapping needs; null stays null. */
public final class Values {
    private Values() {
    }

    /** An instant as BSON keeps it, to the millisecond. */
    public static Date date(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    /** The instant in a field, or null. */
    public static Instant instant(Document document, String name) {
        Date date = document.getDate(name);
        return date == null ? null : date.toInstant();
    }

    /** A duration as text, so that nobody needs to know a unit. */
    public static String text(Duration duration) {
        return duration == null ? null : duration.toString();
    }

    /** The duration in a field, or null. */
    public static Duration duration(Document document, String name) {
        String text = document.getString(name);
        return text == null ? null : Duration.parse(text);
    }

    /** A constant by its name. */
    public static String name(Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** The constant in a field, or null. */
    public static <E extends Enum<E>> E constant(Document document, String name, Class<E> type) {
        String text = document.getString(name);
        return text == null ? null : Enum.valueOf(type, text);
    }

    /** The texts in a field, none where it is absent. */
    public static List<String> texts(Document document, String name) {
        return List.copyOf(document.getList(name, String.class, List.of()));
    }

    /** Metadata, or whatever else are texts by name, in a field, in the order they were written. */
    public static Map<String, String> metadata(Document document, String name) {
        Map<String, String> metadata = new LinkedHashMap<>();
        document.get(name, new Document()).forEach((key, value) -> metadata.put(key, (String) value));
        return Collections.unmodifiableMap(metadata);
    }

    /** Attributes with their numbers exact. */
    public static Document attributes(Map<String, Object> attributes) {
        Document document = new Document();
        attributes.forEach((key, value) -> document.append(key,
                value instanceof BigDecimal number ? new Decimal128(number) : value));
        return document;
    }

    /** Attributes in a field, in the order they were written. */
    public static Map<String, Object> attributes(Document document, String name) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        document.get(name, new Document()).forEach((key, value) -> attributes.put(key,
                value instanceof Decimal128 number ? number.bigDecimalValue() : value));
        return Collections.unmodifiableMap(attributes);
    }

    /** Narrows a query to a range of instants. */
    public static void narrow(Document query, String field, TimeRange range) {
        Document bounds = new Document();
        range.after().ifPresent(instant -> bounds.append("$gt", date(instant)));
        range.from().ifPresent(instant -> bounds.append("$gte", date(instant)));
        range.before().ifPresent(instant -> bounds.append("$lt", date(instant)));
        range.until().ifPresent(instant -> bounds.append("$lte", date(instant)));
        if (!bounds.isEmpty()) {
            query.append(field, bounds);
        }
    }
}
