package dev.nightdesk.sdk.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavadocTextTest {

    @Test
    void codeBecomesAnInlineTagAndItsTextIsLeftAlone() {
        assertEquals("The {@code ETag}, {@code \"v<version>\"}.", JavadocText.of("The `ETag`, `\"v<version>\"`."));
        assertEquals("{@code {\"a\": 1}}", JavadocText.of("`{\"a\": 1}`"));
        assertEquals("{@code (a}", JavadocText.of("`{a`"));
    }

    @Test
    void whatJavadocWouldReadIsEscaped() {
        assertEquals("a &lt;b&gt; &amp; &#64;c *&#47;", JavadocText.of("a <b> & @c */"));
    }

    @Test
    void paragraphsAndListsKeepTheirLines() {
        assertEquals("One.\n     * <br>• two\n     * <br>• three\n     * <p>Four.",
                JavadocText.of("One.\n\n- two\n- three\n\nFour."));
    }

    @Test
    void nothingIsTheEmptyText() {
        assertEquals("", JavadocText.of(null));
    }
}
