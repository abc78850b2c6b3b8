package dev.flamegate.profile;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One condition on one label. */
public final class LabelMatcher {

    /** The four operators of Prometheus. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        NOT_MATCHES("!~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{Nd}_.:/-]+");

    private final String name;
    private final Operator operator;
    private final String value;
    private final Pattern pattern;

    /**
     * @throws IllegalArgumentException if the value of a regular-expression operator is not one
     */
    public LabelMatcher(String name, Operator operator, String value) {
        this.name = name;
        this.operator = operator;
        this.value = value;
        this.pattern = pattern(name, operator, value);
    }

    public String name() {
        return name;
    }

    public boolean matches(String actual) {
        return switch (operator) {
            case EQUAL -> actual.equals(value);
            case NOT_EQUAL -> !actual.equals(value);
            case MATCHES -> pattern.matcher(actual).matches();
            case NOT_MATCHES -> !pattern.matcher(actual).matches();
        };
    }

    private static Pattern pattern(String name, Operator operator, String value) {
        if (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL) {
            return Pattern.compile(Pattern.quote(value));
        }
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "selector of label '" + name + "': '" + value + "' is not a regular expression: "
                            + e.getDescription() + " at position " + e.getIndex(),
                    e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMatcher m
                && name.equals(m.name)
                && operator == m.operator
                && value.equals(m.value);
    }

    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + operator.hashCode()) * 31 + value.hashCode();
    }

    @Override
    public String toString() {
        String shown = PLAIN_NAME.matcher(name).matches() ? name : quoted(name);
        return shown + operator.text() + quoted(value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
