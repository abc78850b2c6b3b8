package dev.flamegate.reports;

/** Text as it may stand in HTML or XML. */
final class Markup {
    private Markup() {}

    static String escaped(String text) {
        return Plain.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
