package dev.nightdesk.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;

/** The two forms in which the document is published. */
final class DocumentFormat {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new QuoteNumbersAndTimes())
            .build());

    private DocumentFormat() {
    }

    static String json(JsonNode document) {
        return write(JSON, document) + "\n";
    }

    static String yaml(JsonNode document) {
        return write(YAML, document);
    }

    private static String write(ObjectMapper mapper, JsonNode document) {
        try {
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new BundleException("The document cannot be written: " + e.getMessage(), e);
        }
    }

    /** Readers of YAML 1.1 take an unquoted time of day, date or number for something else than text. */
    private static final class QuoteNumbersAndTimes extends StringQuotingChecker.Default {

        @Override
        public boolean needToQuoteValue(String value) {
            return looksNumeric(value) || super.needToQuoteValue(value);
        }

        @Override
        public boolean needToQuoteName(String name) {
            return looksNumeric(name) || super.needToQuoteName(name);
        }

        private static boolean looksNumeric(String text) {
            return !text.isEmpty() && (Character.isDigit(text.charAt(0)) || "+-.".indexOf(text.charAt(0)) >= 0);
        }
    }
}
