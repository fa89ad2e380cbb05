package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one document of the index and the files it refers to. A reference into a component folder ({@code schemas},
 * {@code parameters}, {@code headers}, {@code responses}) becomes a component under the referred name; any other is
 * replaced by what it points to. An example's {@code externalValue} becomes its {@code value}. Equal sources give equal
 * documents: paths keep the order of the index, components are sorted.
 */
final class Bundler {

    private static final Set<String> COMPONENT_FOLDERS = Set.of("schemas", "parameters", "headers", "responses");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SourceFiles files;
    private final Map<String, Map<String, JsonNode>> components = new TreeMap<>();
    private final Map<String, Path> origins = new TreeMap<>();

    private Bundler(SourceFiles files) {
        this.files = files;
    }

    /**
     * Bundles the document whose index is {@code openapi.yaml} in a folder.
     *
     * @throws BundleException when a file is missing or unreadable, a reference leads nowhere, or two files give a
     *         component the same name
     */
    static ObjectNode bundle(Path folder) {
        return new Bundler(new SourceFiles(folder)).document(Path.of("openapi.yaml"));
    }

    private ObjectNode document(Path index) {
        ObjectNode document = (ObjectNode) resolve(files.read(index), index);
        ObjectNode target = document.withObjectProperty("components");
        components.forEach((kind, named) -> target.withObjectProperty(kind).setAll(named));
        ProblemTable.describe(document);
        EventTable.describe(document);
        return document;
    }

    private JsonNode resolve(JsonNode node, Path file) {
        if (node instanceof ObjectNode object) {
            if (object.path("$ref").isTextual()) {
                return resolveReference(object, file);
            }
            ObjectNode resolved = NODES.objectNode();
            object.properties().forEach(field -> resolveField(field.getKey(), field.getValue(), file, resolved));
            return resolved;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode resolved = NODES.arrayNode();
            array.forEach(item -> resolved.add(resolve(item, file)));
            return resolved;
        }
        return node;
    }

    private void resolveField(String name, JsonNode value, Path file, ObjectNode target) {
        if (name.equals("externalValue")) {
            target.set("value", files.read(files.resolve(file, value.textValue())));
        } else {
            target.set(name, resolve(value, file));
        }
    }

    private JsonNode resolveReference(ObjectNode object, Path file) {
        String reference = object.path("$ref").textValue();
        int hash = reference.indexOf('#');
        if (hash < 0 || !reference.startsWith("#/", hash)) {
            throw new BundleException(file + ": write " + reference + " as file#/Name");
        }
        Path target = hash == 0 ? file : files.resolve(file, reference.substring(0, hash));
        String name = reference.substring(hash + 2);
        JsonNode content = files.read(target).path(name);
        if (content.isMissingNode()) {
            throw new BundleException(file + " refers to " + name + ", which " + target + " does not have");
        }
        String folder = target.getName(0).toString();
        if (!COMPONENT_FOLDERS.contains(folder)) {
            return resolve(content, target);
        }
        addComponent(folder, name, content, target);
        // Since 3.1 a reference may carry fields beside it: a description of its own, a default.
        ObjectNode resolved = NODES.objectNode().put("$ref", "#/components/" + folder + "/" + name);
        object.properties().stream()
                .filter(field -> !field.getKey().equals("$ref"))
                .forEach(field -> resolved.set(field.getKey(), resolve(field.getValue(), file)));
        return resolved;
    }

    private void addComponent(String kind, String name, JsonNode content, Path file) {
        Path other = origins.putIfAbsent(kind + "/" + name, file);
        if (other == null) {
            // Taken before it is resolved: schemas may refer to themselves.
            components.computeIfAbsent(kind, key -> new TreeMap<>()).put(name, NODES.nullNode());
            JsonNode resolved = resolve(content, file);
            components.get(kind).put(name, resolved);
        } else if (!other.equals(file)) {
            throw new BundleException("Both " + other + " and " + file + " have a " + name + " in " + kind);
        }
    }
}
