package dev.nightdesk.api.platform.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A finished JSON object, to be put into a larger one without parsing it again.
 *
 * @param text the object
 */
public record RawJson(String text) {
    /** From finished bytes. */
    public static RawJson of(byte[] object) {
        return new RawJson(new String(object, StandardCharsets.UTF_8));
    }

    /** An object of one member. */
    public static RawJson of(String name, RawJson value) {
        return new RawJson("{}").with(name, value.text);
    }

    /** The same with a member more, whose value is finished JSON. */
    public RawJson with(String name, String value) {
        String separator = text.length() == 2 ? "" : ",";
        return new RawJson(text.substring(0, text.length() - 1) + separator + "\"" + name + "\":" + value + "}");
    }

    /** The same with more text right after the first place where the given text stands. */
    public RawJson insertAfter(String place, String more) {
        int end = text.indexOf(place) + place.length();
        return new RawJson(text.substring(0, end) + more + text.substring(end));
    }

    /** The members of both objects. */
    public RawJson join(RawJson other) {
        boolean separated = text.length() > 2 && other.text.length() > 2;
        return new RawJson(text.substring(0, text.length() - 1) + (separated ? "," : "") + other.text.substring(1));
    }

    /** The object as UTF-8. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A page of finished objects. */
    public static byte[] page(List<RawJson> data, String nextCursor) {
        StringBuilder page = new StringBuilder("{\"data\":[");
        for (int i = 0; i < data.size(); i++) {
            page.append(i == 0 ? "" : ",").append(data.get(i).text);
        }
        page.append("],\"has_more\":").append(nextCursor != null).append(",\"next_cursor\":");
        page.append(nextCursor == null ? "null" : "\"" + nextCursor + "\"").append('}');
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }
}
