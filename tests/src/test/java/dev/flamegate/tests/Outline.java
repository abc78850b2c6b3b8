package dev.flamegate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.reports.Rendering;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A rendering parsed by a reader of its format, and what it says laid out in lines: how it is written does not matter, what it says does. */
final class Outline {
    private static final int ENTRIES_MAX = 12;
    private static final Set<String> LEFT_OUT =
            Set.of("tree", "baselinePods", "candidatePods", "pods", "summary", "text");
    private static final String SAYING = "h1, h2, h3, th, td, li, p, dt, dd, summary, pre, svg > title, a[href^=http]";

    private final List<String> lines = new ArrayList<>();

    private Outline() {}

    static List<String> of(Rendering form, String text) throws Exception {
        Outline outline = new Outline();
        switch (form) {
            case JSON, CHECK, SARIF, CODE_QUALITY -> outline.json("", new ObjectMapper().readTree(text));
            case JUNIT, BADGE, PICTURE -> outline.xml(text);
            case PAGE -> outline.html(Jsoup.parse(text));
            case COMMENT, SUMMARY -> outline.html(Jsoup.parse(GitHub.html(text)));
            case FLAMEBEARER -> outline.json("", summary(new ObjectMapper().readTree(text)));
            case FOLDED -> outline.lines.add(text.lines().count() + " stacks");
            case TEXT, FLAME_TEXT, FLAME_DIFF, PIXELS -> text.lines().forEach(outline.lines::add);
        }
        return outline.lines;
    }

    /** Levels and names say the same as the tree of the report, which other tests look at. */
    private static JsonNode summary(JsonNode flamebearer) {
        ((ObjectNode) flamebearer.get("flamebearer")).remove(List.of("names", "levels"));
        return flamebearer;
    }

    private void json(String path, JsonNode node) throws IOException {
        if (node.isContainerNode() && node.isEmpty()) {
            lines.add(path + " is empty");
        }
        int number = 0;
        for (JsonNode entry : node.isArray() ? node : List.<JsonNode>of()) {
            if (number < ENTRIES_MAX) {
                json(path + "/" + number, entry);
            }
            number++;
        }
        if (number > ENTRIES_MAX) {
            lines.add(path + " has " + number + " entries");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean prose =
                    field.getValue().isTextual() && field.getValue().textValue().contains("\n");
            if (!LEFT_OUT.contains(field.getKey())
                    || (!prose && field.getValue().isTextual())) {
                json(path + "/" + field.getKey(), field.getValue());
            }
        }
        if (node.isValueNode()) {
            lines.add(path + " = " + value(node));
        }
    }

    private static String value(JsonNode node) {
        return node.isFloatingPointNumber()
                ? new BigDecimal(node.doubleValue())
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                : node.asText();
    }

    private void xml(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        NodeList all = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            org.w3c.dom.Element element = (org.w3c.dom.Element) all.item(i);
            String own = ownText(element);
            String attributes = attributes(element);
            if (!own.isEmpty() || !attributes.isEmpty()) {
                lines.add((element.getTagName() + attributes + " " + own).strip());
            }
        }
    }

    private static String attributes(org.w3c.dom.Element element) {
        StringBuilder said = new StringBuilder();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            if (Set.of("name", "value", "message", "type", "tests", "failures", "errors", "skipped", "aria-label")
                    .contains(attribute.getNodeName())) {
                said.append(' ').append(attribute.getNodeName()).append('=').append(attribute.getNodeValue());
            }
        }
        return said.toString();
    }

    private static String ownText(org.w3c.dom.Element element) {
        StringBuilder own = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE && !element.getTagName().equals("style")) {
                own.append(child.getNodeValue());
            }
        }
        return own.toString().replaceAll("\\s+", " ").strip();
    }

    private void html(Document page) {
        page.select("script, style, dialog, #rows details p, #rows details svg").remove();
        for (Element table : page.select("tbody")) {
            int rows = table.childrenSize();
            while (table.childrenSize() > ENTRIES_MAX) {
                table.child(ENTRIES_MAX).remove();
            }
            if (rows > ENTRIES_MAX) {
                table.child(ENTRIES_MAX - 1).child(0).appendText(" ... of " + rows + " rows");
            }
        }
        for (Element element : page.body().select(SAYING)) {
            String said = element.is("pre") ? element.wholeText().strip() : element.text();
            if (element.is("a")) {
                lines.add("link " + element.attr("href"));
            } else if (!said.isEmpty()) {
                said.lines().forEach(line -> lines.add(element.tagName() + ": " + line.stripTrailing()));
            }
        }
    }
}
