package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bundles the contract during the build. */
public final class Main {

    /** Where the document stands in the jar. */
    static final String RESOURCES = "dev/nightdesk/openapi";

    private Main() {
    }

    /**
     * Writes {@code openapi.yaml}, {@code openapi.json} and {@code event-types.json} as resources, and a copy of the
     * YAML.
     *
     * @param args the folder with the contract's source, the folder of compiled classes, the folder for the copy
     * @throws BundleException when the source is not whole
     */
    public static void main(String[] args) throws IOException {
        ObjectNode document = Bundler.bundle(Path.of(args[0]));
        Path resources = Path.of(args[1]).resolve(RESOURCES);
        write(resources.resolve("openapi.yaml"), DocumentFormat.yaml(document));
        write(resources.resolve("openapi.json"), DocumentFormat.json(document));
        write(resources.resolve("event-types.json"), DocumentFormat.json(EventTable.list(document)));
        write(Path.of(args[2]).resolve("openapi.yaml"), DocumentFormat.yaml(document));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
