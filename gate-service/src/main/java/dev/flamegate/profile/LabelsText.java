package dev.flamegate.profile;

import java.util.Map;
import java.util.TreeMap;

/** Writes and reads the text form of {@link Labels}. */
public final class LabelsText {
    private final String text;
    private int at;

    private LabelsText(String text) {
        this.text = text;
    }

    static String write(Map<String, String> pairs) {
        StringBuilder out = new StringBuilder("{");
        pairs.forEach((name, value) -> {
            if (out.length() > 1) {
                out.append(',');
            }
            out.append(name).append("=\"");
            out.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        });
        return out.append('}').toString();
    }

    /**
     * @throws IllegalArgumentException naming the position, if the text is not {@code {name="value",...}}
     */
    public static Labels parse(String text) {
        return new LabelsText(text).labels();
    }

    private Labels labels() {
        TreeMap<String, String> pairs = new TreeMap<>();
        expect('{');
        while (peek() != '}') {
            if (!pairs.isEmpty()) {
                expect(',');
            }
            String name = name();
            expect('=');
            if (pairs.put(name, quoted()) != null) {
                throw wrong("label '" + name + "' is given twice");
            }
        }
        expect('}');
        if (at != text.length()) {
            throw wrong("text after the closing '}'");
        }
        return Labels.of(pairs);
    }

    private String name() {
        int start = at;
        while (peek() != '=') {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            value.append(peek());
            at++;
        }
        expect('"');
        return value.toString();
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("unexpected end");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("expected '" + c + "' but found '" + peek() + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String rule) {
        return new IllegalArgumentException("labels '" + text + "', position " + at + ": " + rule);
    }
}
