package dev.nightdesk.api.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An SVG picture as a test sees it; reading one also checks what holds for every picture of ours. */
public final class SvgReader {
    private final Document document;

    private SvgReader(Document document) {
        this.document = document;
    }

    public static SvgReader read(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            InputSource source = new InputSource(new StringReader(svg));
            SvgReader reader = new SvgReader(factory.newDocumentBuilder().parse(source));
            assertEquals("img", reader.document.getDocumentElement().getAttribute("role"));
            assertEquals(0, reader.document.getElementsByTagName("script").getLength());
            return reader;
        } catch (Exception e) {
            throw new AssertionError("not XML: " + svg, e);
        }
    }

    public String description() {
        return document.getElementsByTagName("desc").item(0).getTextContent();
    }

    public List<String> texts() {
        return contents(document.getDocumentElement(), "text");
    }

    /** What is shown when pointing at boxes. */
    public List<String> hints() {
        List<String> hints = new ArrayList<>();
        NodeList boxes = document.getElementsByTagName("rect");
        for (int i = 0; i < boxes.getLength(); i++) {
            hints.addAll(contents((Element) boxes.item(i), "title"));
        }
        return hints;
    }

    private static List<String> contents(Element within, String name) {
        List<String> contents = new ArrayList<>();
        NodeList found = within.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            contents.add(found.item(i).getTextContent());
        }
        return contents;
    }
}
