package dev.nightdesk.api.schedule;

import java.util.Locale;

/**
 * Writes an SVG picture that stands alone: title and description for those who listen, no script, nothing loaded, and
 * colours for light and dark surroundings. Positions are in pixels from the top left.
 */
public final class Svg {
    private static final String STYLE = """
            <style>
            svg{background:#fff;color:#1b1f24;font:13px system-ui,sans-serif}
            text{fill:currentColor}.faint{fill:#59636e}.strong{font-weight:600}
            .small{font-size:12px}.on-strong{font-size:12px;fill:#fff}.on-bright{font-size:12px;fill:#1b1f24}
            .grid{stroke:#d1d9e0}.axis{stroke:#59636e}
            .track{fill:#eef1f4}.open{fill:#1f6feb}.closed{fill:#cf222e}.special{fill:#8250df}
            .counted{fill:#1f6feb}.outside{fill:#d1d9e0}.paused{fill:#bf8700}
            .deadline{stroke:#cf222e;stroke-width:2}.late{fill:#cf222e}.good{fill:#1a7f37}
            @media (prefers-color-scheme:dark){
            svg{background:#0d1117;color:#f0f6fc}.faint{fill:#9198a1}.grid{stroke:#3d444d}.axis{stroke:#9198a1}
            .track{fill:#212830}.open,.counted{fill:#4493f8}.closed{fill:#f85149}.special{fill:#ab7df8}
            .outside{fill:#3d444d}.on-strong{fill:#0d1117}.paused{fill:#d29922}.deadline{stroke:#f85149}.late{fill:#f85149}.good{fill:#3fb950}}
            </style>
            """;

    private final StringBuilder body = new StringBuilder(4_096);
    private final int width;
    private final String title;
    private final String description;

    /**
     * Begins a picture.
     *
     * @param title what it shows, in a few words
     * @param description what somebody should know who cannot see it
     */
    public Svg(int width, String title, String description) {
        this.width = width;
        this.title = title;
        this.description = description;
    }

    /** A filled rectangle; {@code hint} is shown to those who point at it. */
    public Svg box(String style, double x, double y, double boxWidth, double height, String hint) {
        body.append("<rect class=\"").append(style).append('"');
        number("x", x).number("y", y).number("width", boxWidth).number("height", height);
        body.append("><title>").append(escaped(hint)).append("</title></rect>\n");
        return this;
    }

    /** A vertical line. */
    public Svg line(String style, double x, double from, double to) {
        body.append("<line class=\"").append(style).append('"');
        number("x1", x).number("y1", from).number("x2", x).number("y2", to);
        body.append("/>\n");
        return this;
    }

    /** A text that begins at {@code x}, on the base line {@code y}. */
    public Svg text(String style, double x, double y, String text) {
        return text(style, x, y, "start", text);
    }

    /** A text with its middle at {@code x}. */
    public Svg centred(String style, double x, double y, String text) {
        return text(style, x, y, "middle", text);
    }

    /** The picture, of the given height. */
    public String finish(int height) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" \
                width="%d" height="%d" viewBox="0 0 %d %d">
                <title id="title">%s</title>
                <desc id="description">%s</desc>
                %s%s</svg>
                """.formatted(width, height, width, height, escaped(title), escaped(description), STYLE, body);
    }

    private Svg text(String style, double x, double y, String anchor, String text) {
        body.append("<text class=\"").append(style).append("\" text-anchor=\"").append(anchor).append('"');
        number("x", x).number("y", y);
        body.append('>').append(escaped(text)).append("</text>\n");
        return this;
    }

    private Svg number(String name, double value) {
        boolean whole = value == Math.rint(value);
        String digits = whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
        body.append(' ').append(name).append("=\"").append(digits).append('"');
        return this;
    }

    /** Text for XML: markup is spelled out, and characters XML cannot carry are left out. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> {
            switch (each) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean allowed = each == '\t' || each == '\n' || (each >= 0x20 && each <= 0xD7FF)
                            || (each >= 0xE000 && each <= 0xFFFD) || each >= 0x10000;
                    escaped.appendCodePoint(allowed ? each : ' ');
                }
            }
        });
        return escaped.toString();
    }
}
