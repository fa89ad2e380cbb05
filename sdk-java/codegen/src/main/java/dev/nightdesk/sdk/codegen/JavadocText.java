package dev.nightdesk.sdk.codegen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the contract's Markdown into text that is safe in a Javadoc comment. */
final class JavadocText {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LIST_ITEM = Pattern.compile("(?m)^- ");

    private JavadocText() {
    }

    /** {@code null} becomes the empty text. */
    static String of(String markdown) {
        if (markdown == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        Matcher code = CODE.matcher(markdown);
        int end = 0;
        while (code.find()) {
            text.append(prose(markdown.substring(end, code.start())));
            text.append("{@code ").append(verbatim(code.group(1))).append('}');
            end = code.end();
        }
        return text.append(prose(markdown.substring(end))).toString().strip().replace("\n", "\n     * ");
    }

    private static String prose(String markdown) {
        String items = LIST_ITEM.matcher(entities(markdown)).replaceAll("<br>• ");
        return items.replace("\n\n<br>", "\n<br>").replace("\n\n", "\n<p>");
    }

    private static String entities(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
                .replace("*/", "*&#47;");
    }

    // Braces must balance inside an inline tag; the text of the tag is not HTML.
    private static String verbatim(String code) {
        boolean balanced = code.chars().filter(c -> c == '{').count() == code.chars().filter(c -> c == '}').count();
        return (balanced ? code : code.replace("{", "(").replace("}", ")")).replace("*/", "*\u2215");
    }
}
