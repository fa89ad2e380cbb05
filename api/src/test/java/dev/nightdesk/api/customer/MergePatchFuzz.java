package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.json.CanonicalJson;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.JsonLimits;
import dev.nightdesk.api.platform.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** For a fuzzer: whatever a merge patch says, it is refused, or done once it makes no difference to do it again. */
public final class MergePatchFuzz {
    private static final CustomerFields PRESENT = CustomerJson.create(Fields.of(body("{\"external_id\":\"u1\","
            + "\"name\":\"Ada\",\"email\":\"ada@example.com\",\"phone\":\"+493012345678\",\"locale\":\"de\",\"time_zone\":"
            + "\"Europe/Berlin\",\"tier\":\"gold\",\"tags\":[\"a\",\"b\"],\"attributes\":{\"n\":1.5,\"b\":true},"
            + "\"metadata\":{\"k\":\"v\",\"l\":\"w\"}}")));

    private MergePatchFuzz() {
    }

    /** What a fuzzer begins with. */
    public static List<String> seeds() {
        return List.of("{\"name\":null,\"metadata\":{\"k\":null,\"m\":\"x\"},\"tags\":[\"c\"]}",
                "{\"email\":\"Grace@Example.com\",\"phone\":\"+4930 123456\",\"locale\":\"pt-BR\",\"time_zone\":\"UTC\"}",
                "{\"attributes\":{\"n\":null,\"x\":12e3,\"s\":\"\\u00e9\\ud83d\\ude00\"},\"blocked\":true,\"tier\":\"t\"}",
                "{\"external_id\":\"u2\",\"organization_id\":\"org_01KJPX6P1RYV5AVVZFF84C0CMM\"}");
    }

    /** One try. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Map<String, Object> patch = JsonTree.object(input, JsonLimits.STANDARD);
            String canonical = CanonicalJson.of(patch);
            if (!canonical.equals(CanonicalJson.of(body(canonical)))) {
                throw new AssertionError("it reads differently once written: " + canonical);
            }
            CustomerFields changed = CustomerJson.update(Fields.of(patch), PRESENT);
            if (!CustomerJson.update(Fields.of(patch), changed).equals(changed)) {
                throw new AssertionError("done twice it does more: " + canonical);
            }
        } catch (Problem refused) {
            // As it should be.
        }
    }

    private static Map<String, Object> body(String json) {
        return JsonTree.object(json.getBytes(StandardCharsets.UTF_8), JsonLimits.STANDARD);
    }
}
