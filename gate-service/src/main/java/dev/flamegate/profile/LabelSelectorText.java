package dev.flamegate.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code {name="value", other!="x", third=~"a.*"}}; the braces may be left out. Values stand in double quotes with backslash
 * escapes, in single quotes likewise, or raw between backticks.
 */
final class LabelSelectorText {
    private final String text;
    private int at;

    private LabelSelectorText(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException naming the position and what was expected there
     */
    static LabelSelector parse(String text, int from) {
        LabelSelectorText selector = new LabelSelectorText(text);
        selector.at = from;
        return selector.selector();
    }

    private LabelSelector selector() {
        List<LabelMatcher> matchers = new ArrayList<>();
        skipBlanks();
        boolean braced = take("{");
        skipBlanks();
        while (at < text.length() && text.charAt(at) != '}') {
            matchers.add(matcher());
            skipBlanks();
            if (!take(",")) {
                break;
            }
            skipBlanks();
        }
        if (braced && !take("}")) {
            throw wrong("expected ',' or '}'");
        }
        skipBlanks();
        if (at != text.length()) {
            throw wrong("unexpected text");
        }
        return new LabelSelector(matchers);
    }

    private LabelMatcher matcher() {
        String name = name();
        skipBlanks();
        LabelMatcher.Operator operator = operator();
        skipBlanks();
        int start = at;
        String value = value();
        try {
            return new LabelMatcher(name, operator, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("position " + start + ": " + e.getMessage(), e);
        }
    }

    private String name() {
        if (at < text.length() && text.charAt(at) == '"') {
            return value();
        }
        int start = at;
        while (at < text.length() && "=!,}{ \t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw wrong("expected a label name");
        }
        return text.substring(start, at);
    }

    private LabelMatcher.Operator operator() {
        if (take("=~")) {
            return LabelMatcher.Operator.MATCHES;
        }
        if (take("!~")) {
            return LabelMatcher.Operator.NOT_MATCHES;
        }
        if (take("!=")) {
            return LabelMatcher.Operator.NOT_EQUAL;
        }
        if (take("=")) {
            return LabelMatcher.Operator.EQUAL;
        }
        throw wrong("expected one of = != =~ !~");
    }

    private String value() {
        if (at >= text.length() || "\"'`".indexOf(text.charAt(at)) < 0) {
            throw wrong("expected a quoted value");
        }
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && quote != '`' && at + 1 < text.length()) {
                value.append(escaped());
            } else {
                value.append(text.charAt(at++));
            }
        }
        if (at >= text.length()) {
            throw wrong("the quoted value does not end");
        }
        at++;
        return value.toString();
    }

    /** Go's escapes, without the numeric ones of bytes. An unknown one is refused: {@code "2\.1"} is meant to be {@code "2\\.1"}. */
    private char escaped() {
        char c = text.charAt(at + 1);
        int known = "\\\"'nrtabfv".indexOf(c);
        if (known < 0) {
            throw wrong(
                    "there is no escape '\\" + c + "'; a backslash is written twice, or the value between backticks");
        }
        at += 2;
        return "\\\"'\n\r\t\u0007\b\f\u000b".charAt(known);
    }

    private boolean take(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String rule) {
        return new IllegalArgumentException("selector '" + text + "', position " + at + ": " + rule);
    }
}
