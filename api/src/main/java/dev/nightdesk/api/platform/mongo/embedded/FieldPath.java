package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A dotted path and the values it reaches, through arrays too. */
final class FieldPath {

    private final String text;
    private final String[] names;

    /** The names that are numbers, -1 for the others. */
    private final int[] positions;

    FieldPath(String text) {
        this.text = text;
        names = text.split("\\.", -1);
        positions = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            positions[i] = names[i].matches("\\d{1,9}") ? Integer.parseInt(names[i]) : -1;
        }
    }

    String text() {
        return text;
    }

    /** What a document has at a path: one value, or several where an array lies on the way or at its end. */
    record Found(List<Object> values, boolean array, boolean present) {}

    Found in(Document document) {
        List<Object> values = new ArrayList<>(1);
        Walk walk = new Walk(values);
        walk.from(document, 0);
        return new Found(values, walk.array, walk.present);
    }

    private final class Walk {

        private final List<Object> values;
        private boolean array;
        private boolean present;

        private Walk(List<Object> values) {
            this.values = values;
        }

        private void from(Object value, int depth) {
            if (depth == names.length) {
                end(value);
            } else if (value instanceof Document document) {
                step(document, depth);
            } else if (value instanceof Collection<?> elements) {
                array = true;
                elements.forEach(element -> from(element, depth));
                elementAt(elements, depth);
            } else {
                values.add(null);
            }
        }

        private void step(Document document, int depth) {
            if (document.containsKey(names[depth])) {
                from(document.get(names[depth]), depth + 1);
            } else {
                values.add(null);
            }
        }

        /** {@code a.0.b} may mean a position as well as a name. */
        private void elementAt(Collection<?> elements, int depth) {
            if (positions[depth] >= 0) {
                int position = positions[depth];
                if (position < elements.size()) {
                    from(new ArrayList<>(elements).get(position), depth + 1);
                }
            }
        }

        private void end(Object value) {
            present = true;
            if (value instanceof Collection<?> elements) {
                array = true;
                if (elements.isEmpty()) {
                    values.add(List.of());
                }
                elements.forEach(values::add);
            } else {
                values.add(value);
            }
        }
    }
}
