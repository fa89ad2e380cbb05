package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.QueryPlan.Group;
import dev.nightdesk.api.platform.mongo.embedded.QueryPlan.KeyRange;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Chooses among the indexes by how many entries each would walk, counted in the index itself. */
final class Planner {

    /** Reading a document through an index costs more than meeting it on the way through all of them. */
    private static final double FETCH = 1.5;

    private static final double SORT = 2.0;

    /** Of the entries met in order, about one in so many is taken for matching conditions the index does not cover. */
    private static final long RESIDUAL = 8;

    private final Snapshot snapshot;
    private final StoredCollection collection;
    private final Document filter;
    private final Predicates predicates;
    private final SortOrder sort;
    private final long wanted;

    /**
     * Prepares to plan one query.
     *
     * @param wanted how many matches are needed, 0 for all
     */
    Planner(Snapshot snapshot, StoredCollection collection, Document filter, SortOrder sort, long wanted) {
        this.snapshot = snapshot;
        this.collection = collection;
        this.filter = filter;
        this.predicates = Predicates.of(filter);
        this.sort = sort;
        this.wanted = wanted;
    }

    QueryPlan plan() {
        IndexBounds ofId = new IndexBounds(collection.indexes().getFirst(), predicates);
        if (ofId.isConstant(0) && !sort.isNaturalForced()) {
            return byId(ofId);
        }
        long size = snapshot.size(collection.documents());
        boolean inOrder = sort.isNatural();
        QueryPlan best = new QueryPlan(null, List.of(new Group(0, List.of(new KeyRange(null, null)))),
                sort.naturalBackwards(), inOrder, size);
        double cheapest = cost(best, size, 1, !filter.isEmpty());
        if (sort.isNaturalForced()) {
            return best;
        }
        List<Usable> usable = usable(inOrder);
        for (Usable way : usable) {
            QueryPlan plan = planFor(way, usable.size() == 1);
            boolean residual = filter.size() > way.bounds().boundParts();
            double cost = cost(plan, plan.estimate(), FETCH, residual);
            if (cost < cheapest) {
                best = plan;
                cheapest = cost;
            }
        }
        return best;
    }

    /** An index by which the documents can be found. */
    private record Usable(IndexDefinition index, IndexBounds bounds, IndexOrder order) {}

    private List<Usable> usable(boolean inOrder) {
        List<Usable> usable = new ArrayList<>();
        for (IndexDefinition index : collection.indexes()) {
            IndexBounds bounds = new IndexBounds(index, predicates);
            IndexOrder order = IndexOrder.of(index, bounds, sort);
            boolean narrows = bounds.boundParts() > 0 || index.sparse() || index.partialFilter() != null;
            if (bounds.covers() && (narrows || !inOrder && order.sorted())) {
                usable.add(new Usable(index, bounds, order));
            }
        }
        return usable;
    }

    /** There is at most one such document, which nothing finds faster and no order concerns. */
    private QueryPlan byId(IndexBounds bounds) {
        Group group = new Group(0, bounds.ranges(new byte[0], 0));
        return new QueryPlan(collection.indexes().getFirst(), List.of(group), false, true, 1);
    }

    private QueryPlan planFor(Usable way, boolean alone) {
        IndexDefinition index = way.index();
        IndexBounds bounds = way.bounds();
        IndexOrder order = way.order();
        List<Group> groups = new ArrayList<>();
        for (byte[] prefix : bounds.prefixes(order.groupParts())) {
            groups.add(new Group(prefix.length, bounds.ranges(prefix, order.groupParts())));
        }
        // At most one document has a unique key, and single keys of the only index there is beat looking at all.
        boolean few = (index.unique() || alone) && bounds.pointParts() == index.parts().size();
        long estimate = 0;
        for (Group group : groups) {
            for (KeyRange range : group.ranges()) {
                estimate += few ? 1 : snapshot.estimate(index.map(), range.low(), range.high());
            }
        }
        return new QueryPlan(index, groups, order.backwards(), order.sorted(), estimate);
    }

    private double cost(QueryPlan plan, long entries, double each, boolean residual) {
        if (!plan.sorted()) {
            return entries * (each + SORT);
        }
        long walked = wanted == 0 ? entries : Math.min(entries, wanted * (residual ? RESIDUAL : 1));
        return walked * each;
    }
}
