package dev.nightdesk.sdk.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openapitools.codegen.utils.ModelUtils;
import org.openapitools.codegen.utils.StringUtils;

/**
 * Adds to the contract what the SDK has a type for and the contract has none: the query parameters of an operation, and
 * each problem.
 */
final class ContractView {

    /** On the schema of a problem: its code, status, title and meaning. */
    static final String PROBLEM = "x-problem";
    /** On the schema of an operation's query parameters. */
    static final String QUERY = "x-query";
    /** On an operation: the name of the schema of its query parameters. */
    static final String QUERY_TYPE = "x-query-type";

    /** Input that takes some of a type's values has that type too, so that one constant serves both directions. */
    private static final Map<String, String> SHARED_ENUMS = Map.of(
            "MessageCreate.kind", "MessageKind",
            "MessageAuthorCreate.type", "AuthorType",
            "ConversationLinkCreate.kind", "LinkKind");

    private final OpenAPI contract;

    ContractView(OpenAPI contract) {
        this.contract = contract;
    }

    /**
     * Changes the contract that was given.
     *
     * @return the problems: {@code code} and the name of its {@code exception}
     */
    List<Map<String, Object>> complete() {
        shareEnums();
        List<Map<String, Object>> problems = addProblems();
        contract.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(this::addQueryType);
        return problems;
    }

    private void shareEnums() {
        SHARED_ENUMS.forEach((field, type) -> {
            String[] names = field.split("\\.", 2);
            Schema<?> owner = ModelUtils.getSchema(contract, names[0]);
            Schema<?> shared = reference(type);
            shared.setDescription(owner.getProperties().get(names[1]).getDescription());
            owner.addProperty(names[1], shared);
        });
    }

    private List<Map<String, Object>> addProblems() {
        Schema<?> codes = ModelUtils.getSchema(contract, "ProblemCode");
        Map<?, ?> problems = (Map<?, ?>) codes.getExtensions().get("x-problems");
        List<Map<String, Object>> names = new ArrayList<>();
        problems.forEach((code, row) -> {
            Map<String, Object> problem = new LinkedHashMap<>();
            ((Map<?, ?>) row).forEach((key, value) -> problem.put(key.toString(), value));
            problem.put("code", code);
            problem.put("meaning", JavadocText.of(String.valueOf(problem.get("meaning"))));
            // The generator leaves out a type without fields.
            Schema<?> schema = new ObjectSchema().addProperty("code", new StringSchema());
            schema.addExtension(PROBLEM, problem);
            String name = StringUtils.camelize(code.toString()) + "Exception";
            contract.getComponents().addSchemas(name, schema);
            names.add(Map.of("code", code, "exception", name));
        });
        return names;
    }

    private void addQueryType(Operation operation) {
        List<Parameter> query = operation.getParameters() == null ? List.of() : operation.getParameters().stream()
                .map(parameter -> ModelUtils.getReferencedParameter(contract, parameter))
                .filter(parameter -> parameter.getIn().equals("query"))
                .toList();
        if (query.isEmpty()) {
            return;
        }
        Schema<?> type = new ObjectSchema();
        type.setDescription("Parameters of the query of " + operation.getOperationId() + ": "
                + operation.getSummary().toLowerCase(Locale.ROOT) + ".");
        type.addExtension(QUERY, true);
        List<String> required = new ArrayList<>();
        for (Parameter parameter : query) {
            type.addProperty(parameter.getName(), property(operation, parameter));
            if (Boolean.TRUE.equals(parameter.getRequired())) {
                required.add(parameter.getName());
            }
        }
        type.setRequired(required);
        String name = StringUtils.camelize(operation.getOperationId()) + "Params";
        contract.getComponents().addSchemas(name, type);
        operation.addExtension(QUERY_TYPE, name);
    }

    private Schema<?> property(Operation operation, Parameter parameter) {
        Schema<?> schema = parameter.getSchema();
        Schema<?> property;
        if (isEnum(schema)) {
            property = reference(addEnum(operation, parameter.getName(), schema));
        } else if (schema.getItems() != null && isEnum(schema.getItems())) {
            property = new ArraySchema().items(reference(addEnum(operation, parameter.getName(), schema.getItems())));
        } else {
            property = ModelUtils.cloneSchema(schema, true);
            property.setDefault(null);
        }
        property.setDescription(parameter.getDescription());
        return property;
    }

    private String addEnum(Operation operation, String parameter, Schema<?> values) {
        String name = resourceName(operation) + StringUtils.camelize(parameter);
        Schema<?> named = ModelUtils.cloneSchema(values, true);
        named.setDefault(null);
        named.setDescription("Values of the query parameter `" + parameter + "`.");
        Schema<?> earlier = ModelUtils.getSchema(contract, name);
        if (earlier != null && !earlier.getEnum().equals(named.getEnum())) {
            throw new IllegalStateException("Operations disagree about the values of " + name);
        }
        contract.getComponents().addSchemas(name, named);
        return name;
    }

    private String resourceName(Operation operation) {
        Schema<?> answer = operation.getResponses().get("200").getContent().get("application/json").getSchema();
        return ModelUtils.getSimpleRef(answer.get$ref()).replaceAll("List$", "");
    }

    private static boolean isEnum(Schema<?> schema) {
        return schema.getEnum() != null && !schema.getEnum().isEmpty();
    }

    private static Schema<?> reference(String name) {
        return new Schema<>().$ref("#/components/schemas/" + name);
    }
}
