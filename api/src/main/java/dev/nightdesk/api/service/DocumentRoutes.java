package dev.nightdesk.api.service;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The document that describes this service, and a page that shows it without asking any other host. */
public final class DocumentRoutes {
    private static final String DOCUMENT = "/dev/nightdesk/openapi/";
    private static final String PAGE = "/dev/nightdesk/api/service/";
    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    /** The viewer sets styles of single elements; scripts and requests stay with this host. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private final StoredFile yaml = StoredFile.of(DOCUMENT + "openapi.yaml", "application/yaml");
    private final StoredFile json = StoredFile.of(DOCUMENT + "openapi.json", Answer.JSON);
    private final StoredFile page = StoredFile.of(PAGE + "docs.html", "text/html; charset=utf-8");
    private final Map<String, StoredFile> files;

    /** Routes to the files of the class path. */
    public DocumentRoutes() {
        String viewer = "/META-INF/resources/webjars/swagger-ui/" + viewerVersion() + "/";
        files = Map.of("docs.js", StoredFile.of(PAGE + "docs.js", SCRIPT),
                "swagger-ui.css", StoredFile.of(viewer + "swagger-ui.css", "text/css; charset=utf-8"),
                "swagger-ui-bundle.js", StoredFile.of(viewer + "swagger-ui-bundle.js", SCRIPT),
                "favicon-32x32.png", StoredFile.of(viewer + "favicon-32x32.png", "image/png"));
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.GET_OPEN_API_YAML, call -> serve(call, yaml))
                .on(Operation.GET_OPEN_API_JSON, call -> serve(call, json))
                .on(Operation.GET_DOCS, call -> serve(call, page).header("Content-Security-Policy", POLICY))
                .on(Operation.GET_DOCS_FILE, this::file);
    }

    private Answer file(Call call) {
        StoredFile file = files.get(call.parameter("file"));
        if (file == null) {
            throw Problem.notFound();
        }
        return serve(call, file);
    }

    private static Answer serve(Call call, StoredFile file) {
        call.query().check();
        return file.answer(call);
    }

    /** A webjar keeps its files in a folder of its version. */
    private static String viewerVersion() {
        try (InputStream stream = DocumentRoutes.class.getResourceAsStream(WEBJAR)) {
            if (stream == null) {
                throw new IllegalStateException("swagger-ui is missing on the class path");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
