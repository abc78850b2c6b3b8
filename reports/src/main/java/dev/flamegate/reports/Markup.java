package dev.flamegate.reports;

/** Writes SVG elements, and text as it may stand in HTML or XML. */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    static String escaped(String text) {
        return Plain.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A sentence as HTML, the names in it as code. */
    static String prose(String sentence) {
        StringBuilder html = new StringBuilder();
        for (Prose.Part part : Prose.parts(sentence)) {
            String text = escaped(part.text());
            html.append(part.name() ? "<code>" + text + "</code>" : text);
        }
        return html.toString();
    }

    /** @param attributes names and values in turn; a number is written with at most two decimals */
    Markup open(String element, Object... attributes) {
        return start(element, attributes).raw(">");
    }

    Markup close(String element) {
        return raw("</" + element + ">");
    }

    Markup empty(String element, Object... attributes) {
        return start(element, attributes).raw("/>");
    }

    Markup text(String element, String text, Object... attributes) {
        return open(element, attributes).raw(escaped(text)).close(element);
    }

    /** Taken as it is: only for markup made here. */
    Markup raw(String trusted) {
        out.append(trusted);
        return this;
    }

    private Markup start(String element, Object... attributes) {
        out.append('<').append(element);
        return attributes(attributes);
    }

    /** Of an element that is open. */
    Markup attributes(Object... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String text = value instanceof Number number ? number(number.doubleValue()) : escaped(value.toString());
            out.append(' ').append(attributes[i]).append("=\"").append(text).append('"');
        }
        return this;
    }

    static String number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
