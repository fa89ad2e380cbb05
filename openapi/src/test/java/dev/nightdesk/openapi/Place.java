package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of the document and where it stands, so that a validator can be told.
 *
 * @param pointer JSON Pointer from the root of the document
 */
record Place(JsonNode node, String pointer) {

    static Place root() {
        return new Place(ContractDocument.root(), "");
    }

    /** The child with this name; where it is a reference, what it refers to. May be missing. */
    Place at(String name) {
        Place child = new Place(node.path(name), pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
        return child.follow();
    }

    List<Place> items() {
        List<Place> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new Place(node.get(i), pointer + "/" + i).follow());
        }
        return items;
    }

    boolean exists() {
        return !(node instanceof MissingNode);
    }

    String text(String name) {
        return node.path(name).asText();
    }

    private Place follow() {
        String reference = text("$ref");
        return reference.isEmpty() ? this : new Place(ContractDocument.dereference(node), reference.substring(1));
    }
}
