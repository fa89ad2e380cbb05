package dev.nightdesk.openapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files of the contract under one folder, each parsed once. */
final class SourceFiles {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path root;
    private final Map<Path, JsonNode> parsed = new HashMap<>();

    SourceFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The file that a relative reference inside {@code from} points to. */
    Path resolve(Path from, String reference) {
        Path file = root.resolve(from).resolveSibling(reference).normalize();
        if (!file.startsWith(root)) {
            throw new BundleException(from + " points outside the contract: " + reference);
        }
        return root.relativize(file);
    }

    /** The content of a file; callers copy what they change. */
    JsonNode read(Path file) {
        return parsed.computeIfAbsent(file, this::parse);
    }

    private JsonNode parse(Path file) {
        Path path = root.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new BundleException("There is no file " + file);
        }
        try {
            return (file.toString().endsWith(".json") ? JSON : YAML).readTree(Files.readString(path));
        } catch (IOException e) {
            throw new BundleException(file + " cannot be parsed: " + e.getMessage(), e);
        }
    }
}
