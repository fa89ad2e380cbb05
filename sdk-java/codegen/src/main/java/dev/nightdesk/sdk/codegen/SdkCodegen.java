package dev.nightdesk.sdk.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.languages.JavaClientCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.model.OperationsMap;
import org.openapitools.codegen.utils.ModelUtils;

/**
 * The {@code java} generator with library {@code native}, with models that cannot be changed once built, enums that
 * keep
 * values they do not know, one exception per problem, and per operation a request instead of a call. Sending, retrying
 * and paging are the SDK's own, written by hand.
 */
public final class SdkCodegen extends JavaClientCodegen {

    private static final Set<String> SECRETS = Set.of("secret", "api_key", "token");
    private static final String ERROR_PACKAGE = "dev.nightdesk.sdk.error";
    private static final String DOCUMENTATION = "x-doc";

    @Override
    public String getName() {
        return "nightdesk-java";
    }

    @Override
    public void processOpts() {
        setLibrary(NATIVE);
        super.processOpts();
        embeddedTemplateDir = "nightdesk-java";
        templateDir = "nightdesk-java";
        modelDocTemplateFiles.clear();
        modelTestTemplateFiles.clear();
        apiDocTemplateFiles.clear();
        apiTestTemplateFiles.clear();
        typeMapping.put("DateTime", "Instant");
        importMapping.put("Instant", "java.time.Instant");
        typeMapping.put("duration", "Duration");
        // With fractions of seconds, which the format of JSON Schema does not know.
        typeMapping.put("iso-duration", "Duration");
        importMapping.put("Duration", "java.time.Duration");
        // A set's order would be lost, and labels have one; the service refuses what stands twice.
        typeMapping.put("set", "List");
        // What a stream of bytes is called here; see arguments and returnType.
        typeMapping.put("file", "InputStream");
        typeMapping.put("binary", "InputStream");
        importMapping.put("InputStream", "java.io.InputStream");
        // Reserved for a client of another library; here it is the name of a field of every resource.
        reservedWords.remove("object");
        additionalProperties.put("errorPackage", ERROR_PACKAGE);
        String errors = sourceFolder + "/" + ERROR_PACKAGE.replace('.', '/');
        supportingFiles.clear();
        supportingFiles.add(new SupportingFile("problemBase.mustache", errors, "DocumentedProblemException.java"));
        supportingFiles.add(new SupportingFile("problems.mustache", errors, "Problems.java"));
    }

    @Override
    public void preprocessOpenAPI(OpenAPI contract) {
        super.preprocessOpenAPI(contract);
        additionalProperties.put("problems", new ContractView(contract).complete());
    }

    /** {@code created_at[gte]} is {@code createdAtGte}. */
    @Override
    public String toVarName(String name) {
        return super.toVarName(name.replace('[', '_').replace("]", ""));
    }

    @Override
    public String modelFilename(String templateName, String modelName) {
        String file = super.modelFilename(templateName, modelName);
        return modelName.endsWith("Exception")
                ? file.replace(modelPackage().replace('.', File.separatorChar),
                        ERROR_PACKAGE.replace('.', File.separatorChar))
                : file;
    }

    @Override
    public ModelsMap postProcessModels(ModelsMap models) {
        ModelsMap processed = super.postProcessModels(models);
        for (ModelMap map : processed.getModels()) {
            describe(map.getModel());
        }
        return processed;
    }

    private void describe(CodegenModel model) {
        model.vendorExtensions.put(DOCUMENTATION, JavadocText.of(model.unescapedDescription));
        for (CodegenProperty property : model.vars) {
            Map<String, Object> facts = property.vendorExtensions;
            facts.put(DOCUMENTATION, JavadocText.of(description(property)));
            boolean container = property.isArray || property.isMap;
            facts.put("x-container", container);
            // A merge patch tells "leave it" from "clear it"; only there must absent and null be kept apart.
            boolean patchable = property.isNullable && !property.required && !container;
            facts.put("x-patchable", patchable);
            facts.put("x-optional", !container && !patchable && (property.isNullable || !property.required));
            facts.put("x-always-written", property.isNullable && property.required);
            facts.put("x-must-be-given", property.required && !property.isNullable);
            facts.put("x-secret", SECRETS.contains(property.baseName));
        }
    }

    // A field that only refers to a type is described by the type.
    private String description(CodegenProperty property) {
        if (property.unescapedDescription != null || property.complexType == null) {
            return property.unescapedDescription;
        }
        Schema<?> type = ModelUtils.getSchema(openAPI, property.complexType);
        return type == null ? property.complexType + "." : type.getDescription();
    }

    @Override
    public OperationsMap postProcessOperationsWithModels(OperationsMap operations, List<ModelMap> models) {
        OperationsMap processed = super.postProcessOperationsWithModels(operations, models);
        for (CodegenOperation operation : processed.getOperations().getOperation()) {
            Map<String, Object> facts = operation.vendorExtensions;
            facts.put(DOCUMENTATION, JavadocText.of(operation.unescapedNotes));
            facts.put("x-summary", JavadocText.of(operation.summary));
            facts.put("x-if-match", needsIfMatch(operation));
            facts.put("x-returns", returnType(operation));
            facts.put("x-arguments", arguments(operation));
            operation.pathParams.forEach(parameter ->
                    parameter.vendorExtensions.put(DOCUMENTATION, JavadocText.of(parameter.unescapedDescription)));
        }
        return processed;
    }

    private static boolean needsIfMatch(CodegenOperation operation) {
        return operation.headerParams.stream()
                .anyMatch(header -> header.baseName.equals("If-Match") && header.required);
    }

    private static String returnType(CodegenOperation operation) {
        if (operation.isResponseBinary || operation.isResponseFile || produces(operation, "text/event-stream")) {
            return "InputStream";
        }
        // What is no JSON is text, whatever it says to those who can read it.
        if ("Object".equals(operation.returnType) && !produces(operation, "application/json")) {
            return "String";
        }
        return operation.returnType == null ? "Void" : operation.returnType;
    }

    private static boolean produces(CodegenOperation operation, String mediaType) {
        return operation.produces != null
                && operation.produces.stream().anyMatch(each -> mediaType.equals(each.get("mediaType")));
    }

    private static String arguments(CodegenOperation operation) {
        List<String> arguments = new ArrayList<>();
        operation.pathParams.forEach(parameter -> arguments.add("String " + parameter.paramName));
        if (needsIfMatch(operation)) {
            arguments.add("String ifMatch");
        }
        if (operation.bodyParam != null) {
            boolean bytes = operation.bodyParam.isBinary || operation.bodyParam.isFile;
            arguments.add((bytes ? "AttachmentSource" : operation.bodyParam.dataType) + " body");
        }
        if (operation.vendorExtensions.get(ContractView.QUERY_TYPE) instanceof String query) {
            arguments.add(query + " params");
        }
        return String.join(", ", arguments);
    }
}
