package dev.flamegate.profile;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Conditions on labels, all of which must hold: {@code {service_name="checkout",version=~"2\\..*"}}. Regular expressions match the
 * whole value, and a missing label equals the empty string, as in Prometheus. The text form is read by {@link LabelSelectorText}.
 */
public record LabelSelector(List<LabelMatcher> matchers) {

    public static final LabelSelector ALL = new LabelSelector(List.of());

    public LabelSelector {
        matchers = List.copyOf(matchers);
    }

    public static LabelSelector equal(String name, String value) {
        return new LabelSelector(List.of(new LabelMatcher(name, LabelMatcher.Operator.EQUAL, value)));
    }

    /** Both selectors' conditions. */
    public LabelSelector and(LabelSelector other) {
        return new LabelSelector(
                Stream.concat(matchers.stream(), other.matchers.stream()).toList());
    }

    /** Whether a series without any label would do: no condition demands anything. */
    public boolean matchesEmpty() {
        return matches(Labels.EMPTY);
    }

    public static LabelSelector parse(String text) {
        return LabelSelectorText.parse(text, 0);
    }

    /** The selector at the end of a longer text, so that errors name positions in the whole of it. */
    public static LabelSelector parse(String text, int from) {
        return LabelSelectorText.parse(text, from);
    }

    public boolean matches(Labels labels) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(labels.valueOrEmpty(matcher.name()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return matchers.stream().map(LabelMatcher::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
