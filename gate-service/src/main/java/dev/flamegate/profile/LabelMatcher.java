package dev.flamegate.profile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One condition on one label. Regular expressions are RE2's, matched against the whole value in time linear in its length: what a client
 * sends cannot take long.
 */
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
    /** Longest regular expression. */
    static final int EXPRESSION_CHARS_MAX = 4096;

    /** A counted repetition is compiled into that many copies, and nested ones multiply. */
    private static final long COPIES_MAX = 1 << 21;

    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private final String name;
    private final Operator operator;
    private final String value;
    private final @Nullable Pattern pattern;

    /**
     * @throws IllegalArgumentException if the value of a regular-expression operator is not one, or a very long one
     */
    public LabelMatcher(String name, Operator operator, String value) {
        this.name = name;
        this.operator = operator;
        this.value = value;
        boolean expression = operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
        this.pattern = expression ? pattern(name, value) : null;
    }

    public String name() {
        return name;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    public boolean matches(String actual) {
        boolean alike = pattern == null ? actual.equals(value) : pattern.matches(actual);
        return alike == (operator == Operator.EQUAL || operator == Operator.MATCHES);
    }

    private static Pattern pattern(String name, String value) {
        if (value.length() > EXPRESSION_CHARS_MAX) {
            throw new IllegalArgumentException("selector of label '" + name + "': the regular expression has "
                    + value.length() + " characters, at most " + EXPRESSION_CHARS_MAX + " are taken");
        }
        if (copies(value) > COPIES_MAX) {
            throw new IllegalArgumentException("selector of label '" + name
                    + "': the counted repetitions of the regular expression make it too large: '" + value + "'");
        }
        try {
            return Pattern.compile(value, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "selector of label '" + name + "': '" + value + "' is not a regular expression: "
                            + e.getDescription(),
                    e);
        }
    }

    /** At most so many characters would the expression have with its counted repetitions written out. */
    private static double copies(String expression) {
        double copies = expression.length();
        Matcher repetition = REPETITION.matcher(expression);
        while (repetition.find()) {
            String most = repetition.group(2);
            int least = Math.max(1, Integer.parseInt(repetition.group(1)));
            copies *= most == null || most.isEmpty() ? least : Math.max(least, Integer.parseInt(most));
        }
        return copies;
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
