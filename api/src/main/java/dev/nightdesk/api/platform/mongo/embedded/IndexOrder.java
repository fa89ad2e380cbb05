package dev.nightdesk.api.platform.mongo.embedded;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether walking an index within its bounds gives the order asked for.
 *
 * @param sorted whether it does
 * @param backwards whether it does from the end
 * @param groupParts how many leading fields only choose stretches, which are then merged by what follows
 */
record IndexOrder(boolean sorted, boolean backwards, int groupParts) {

    private static final IndexOrder UNSORTED = new IndexOrder(false, false, 0);

    static IndexOrder of(IndexDefinition index, IndexBounds bounds, SortOrder sort) {
        if (sort.isNatural()) {
            return new IndexOrder(!sort.isNaturalForced(), false, 0);
        }
        List<SortOrder.Field> fields = new ArrayList<>(sort.fields());
        fields.removeIf(field -> isConstant(index, bounds, field.path().text()));
        if (fields.isEmpty()) {
            return new IndexOrder(true, false, 0);
        }
        for (int first = 0; first <= bounds.pointParts() && first < index.parts().size(); first++) {
            IndexOrder order = startingAt(first, index, bounds, fields);
            if (order.sorted) {
                return order;
            }
        }
        return UNSORTED;
    }

    private static boolean isConstant(IndexDefinition index, IndexBounds bounds, String path) {
        for (int part = 0; part < bounds.pointParts(); part++) {
            if (index.parts().get(part).path().text().equals(path) && bounds.isConstant(part)) {
                return true;
            }
        }
        return false;
    }

    private static IndexOrder startingAt(
            int first, IndexDefinition index, IndexBounds bounds, List<SortOrder.Field> fields) {
        boolean backwards = index.parts().get(first).ascending() != fields.get(0).ascending();
        int part = first;
        for (SortOrder.Field field : fields) {
            while (part < index.parts().size() && !path(index, part).equals(field.path().text())
                    && bounds.isConstant(part)) {
                part++;
            }
            if (part == index.parts().size()
                    || !path(index, part).equals(field.path().text())
                    || (index.parts().get(part).ascending() != field.ascending()) != backwards
                    || boundsHideValues(index, bounds, part)) {
                return UNSORTED;
            }
            part++;
        }
        return new IndexOrder(true, backwards, first);
    }

    /** An array sorts by its least or greatest element, which lies outside bounds that another element meets. */
    private static boolean boundsHideValues(IndexDefinition index, IndexBounds bounds, int part) {
        return index.holdsArrays(part) && !(bounds.of(part) instanceof Bounds.Anywhere);
    }

    private static String path(IndexDefinition index, int part) {
        return index.parts().get(part).path().text();
    }
}
