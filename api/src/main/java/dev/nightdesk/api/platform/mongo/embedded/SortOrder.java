package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import dev.nightdesk.api.platform.mongo.embedded.storage.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;

/** The order asked for; none asked for is the order of insertion. */
final class SortOrder {

    private static final String NATURAL = "$natural";

    /** One field of the order. */
    record Field(FieldPath path, boolean ascending) {}

    private final Document specification;
    private final List<Field> fields;

    private SortOrder(Document specification, List<Field> fields) {
        this.specification = specification;
        this.fields = fields;
    }

    static SortOrder of(Object specification) {
        if (specification != null && !(specification instanceof Document)) {
            throw new BadValueException("sort must be an object");
        }
        Document document = specification == null ? new Document() : (Document) specification;
        List<Field> fields = new ArrayList<>();
        document.forEach((path, direction) -> fields.add(new Field(new FieldPath(path), ascending(path, direction))));
        if (document.containsKey(NATURAL) && document.size() > 1) {
            throw new BadValueException("$natural cannot be combined with other sort fields");
        }
        return new SortOrder(document, fields);
    }

    private static boolean ascending(String path, Object direction) {
        if (direction instanceof Number number && Math.abs(number.doubleValue()) == 1) {
            return number.doubleValue() > 0;
        }
        throw new BadValueException("The sort direction of '" + path + "' must be 1 or -1");
    }

    List<Field> fields() {
        return fields;
    }

    /** Whether the order of insertion, or its reverse, will do. */
    boolean isNatural() {
        return fields.isEmpty() || isNaturalForced();
    }

    /** Whether that order was asked for in words. */
    boolean isNaturalForced() {
        return specification.containsKey(NATURAL);
    }

    boolean naturalBackwards() {
        return isNaturalForced() && !fields.get(0).ascending();
    }

    /** Bytes that sort as the document does; an array counts as its least, or downwards its greatest, element. */
    byte[] keyOf(Document document) {
        ByteWriter out = new ByteWriter(32);
        for (Field field : fields) {
            Comparator<byte[]> order = Arrays::compareUnsigned;
            byte[] key = field.path().in(document).values().stream()
                    .map(KeyEncoding::encode)
                    .reduce(BinaryOperator.minBy(field.ascending() ? order : order.reversed()))
                    .orElseGet(() -> KeyEncoding.encode(List.of()));
            int start = out.size();
            out.bytes(key);
            if (!field.ascending()) {
                out.invertFrom(start);
            }
        }
        return out.toArray();
    }
}
