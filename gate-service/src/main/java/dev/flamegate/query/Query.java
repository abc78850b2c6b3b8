package dev.flamegate.query;

import dev.flamegate.profile.LabelMatcher;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.query.InvalidQueryException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked about: a type and conditions on labels, written as Pyroscope and Prometheus write them, {@code
 * process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name="checkout"}}. The type may be short ({@code cpu}, {@code cpu/nanoseconds}),
 * stand in the braces as {@value #TYPE_LABEL}, or be missing.
 *
 * @param type as it was written; empty if it was not
 * @param typeMatchers further conditions on the whole name of the type
 */
public record Query(String type, List<LabelMatcher> typeMatchers, LabelSelector selector) {

    /** The label by which Pyroscope's clients ask for the type. */
    public static final String TYPE_LABEL = "__profile_type__";

    public Query {
        typeMatchers = List.copyOf(typeMatchers);
    }

    /**
     * A query that must demand something: a type, or a label.
     *
     * @throws InvalidQueryException naming the position and the rule
     */
    public static Query parse(String text) {
        Query query = parseAny(text);
        if (query.type.isEmpty() && query.typeMatchers.isEmpty() && query.selector.matchesEmpty()) {
            throw new InvalidQueryException(
                    Reason.INVALID,
                    "query '" + text
                            + "' demands nothing: it needs a type or a condition that an empty value does not meet");
        }
        return query;
    }

    /** The same, but {@code {}} and the empty text choose all. */
    public static Query parseAny(String text) {
        int brace = text.indexOf('{');
        String type = (brace < 0 ? text : text.substring(0, brace)).strip();
        if (type.indexOf('"') >= 0 || type.indexOf('=') >= 0) {
            throw new InvalidQueryException(
                    Reason.INVALID,
                    "query '" + text + "', position 0: expected TYPE{name=\"value\",...}; conditions stand in braces");
        }
        LabelSelector whole = selector(text, brace);
        return new Query(
                withoutDelta(type),
                whole.matchers().stream().filter(Query::isOfType).toList(),
                new LabelSelector(
                        whole.matchers().stream().filter(m -> !isOfType(m)).toList()));
    }

    /** The same, where the type is told beside the selector. */
    public static Query of(String type, String selector) {
        Query query = parseAny(selector.isBlank() ? "{}" : selector);
        if (!query.type.isEmpty() && !type.isEmpty() && !query.type.equals(withoutDelta(type))) {
            throw new InvalidQueryException(
                    Reason.INVALID, "selector '" + selector + "' has another type than the one asked for, " + type);
        }
        return type.isEmpty() ? query : new Query(withoutDelta(type), query.typeMatchers, query.selector);
    }

    private static LabelSelector selector(String text, int brace) {
        if (brace < 0) {
            return LabelSelector.ALL;
        }
        try {
            return LabelSelector.parse(text, brace);
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException(Reason.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isOfType(LabelMatcher matcher) {
        return matcher.name().equals(TYPE_LABEL);
    }

    /** Parca's suffix for profiles that cover a time. */
    private static String withoutDelta(String type) {
        return type.endsWith(":delta") ? type.substring(0, type.length() - ":delta".length()) : type;
    }

    /** Both must hold. */
    public Query and(Query other) {
        List<LabelMatcher> both = new ArrayList<>(typeMatchers);
        both.addAll(other.typeMatchers);
        if (!type.isEmpty() && !other.type.isEmpty()) {
            both.add(new LabelMatcher(TYPE_LABEL, LabelMatcher.Operator.EQUAL, other.type));
        }
        return new Query(type.isEmpty() ? other.type : type, both, selector.and(other.selector));
    }

    /** The type, if it is written with all its parts. */
    Optional<String> wholeType() {
        if (type.indexOf(':') >= 0) {
            return Optional.of(type);
        }
        return typeMatchers.stream()
                .filter(matcher -> matcher.operator() == LabelMatcher.Operator.EQUAL)
                .map(LabelMatcher::value)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    boolean wants(ProfileType candidate) {
        return (type.isEmpty() || candidate.isCalled(type))
                && typeMatchers.stream().allMatch(matcher -> matcher.matches(candidate.toString()));
    }
}
