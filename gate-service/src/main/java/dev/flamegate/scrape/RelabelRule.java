package dev.flamegate.scrape;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One entry of {@code relabel_configs}, as Prometheus documents them. Regular expressions are Java's, anchored at both ends, and a dot
 * matches line ends too; what RE2 has beyond Java's syntax, the name of a group written {@code (?P<name>...)}, is read as well.
 *
 * @param sourceLabels their values, joined, are what the regular expression is matched with; a missing label counts as empty
 * @param modulus of {@code hashmod}; 0 if there is none
 * @param targetLabel empty if there is none
 * @param replacement with {@code $1} or {@code ${name}} for groups
 */
record RelabelRule(
        List<String> sourceLabels,
        String separator,
        Pattern regex,
        long modulus,
        String targetLabel,
        String replacement,
        RelabelAction action) {

    static final String MATCHES_ALL = "(.*)";
    static final String FIRST_GROUP = "$1";

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.]*");

    RelabelRule {
        sourceLabels = List.copyOf(sourceLabels);
        if (action.needsTarget() && targetLabel.isEmpty()) {
            throw new IllegalArgumentException("action '" + name(action) + "' needs target_label");
        }
        if (action == RelabelAction.HASHMOD && modulus < 1) {
            throw new IllegalArgumentException("action 'hashmod' needs modulus, at least 1");
        }
        if (action.needsTarget()
                && action != RelabelAction.REPLACE
                && !LABEL.matcher(targetLabel).matches()) {
            throw new IllegalArgumentException("target_label '" + targetLabel + "' is not the name of a label");
        }
    }

    /**
     * @throws IllegalArgumentException naming the key and the rule that it breaks
     */
    static RelabelRule read(ConfigNode node) {
        try {
            RelabelAction action = RelabelAction.parse(node.text("action", "replace"));
            refuseWhatIsNotUsed(node, action);
            RelabelRule rule = new RelabelRule(
                    node.texts("source_labels"),
                    node.text("separator", ";"),
                    pattern(node.text("regex", MATCHES_ALL)),
                    node.number("modulus", 0),
                    node.text("target_label", ""),
                    node.text("replacement", FIRST_GROUP),
                    action);
            node.end();
            return rule;
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    message.startsWith(node.path()) ? message : node.path() + ": " + message);
        }
    }

    /** Keys that would have no effect are refused, as Prometheus does: whoever wrote them expects one. */
    private static void refuseWhatIsNotUsed(ConfigNode node, RelabelAction action) {
        List<String> unused = switch (action) {
            case KEEPEQUAL, DROPEQUAL -> List.of("regex", "replacement", "separator", "modulus");
            case LABELDROP, LABELKEEP ->
                List.of("source_labels", "target_label", "replacement", "separator", "modulus");
            case LOWERCASE, UPPERCASE -> List.of("replacement");
            default -> List.of();
        };
        for (String key : unused) {
            if (node.has(key)) {
                throw new IllegalArgumentException("action '" + name(action) + "' has no use for " + key);
            }
        }
    }

    static Pattern pattern(String regex) {
        try {
            return Pattern.compile("^(?:" + regex.replace("(?P<", "(?<") + ")$", Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("regex '" + regex + "' is not a regular expression: "
                    + e.getDescription() + " at position " + Math.max(0, e.getIndex() - 4));
        }
    }

    private static String name(RelabelAction action) {
        return action.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether it sets its target to a constant, whatever the labels are; then an empty constant deletes it. */
    boolean isConstant() {
        return sourceLabels.isEmpty()
                && regex.pattern().equals("^(?:" + MATCHES_ALL + ")$")
                && targetLabel.indexOf('$') < 0
                && replacement.indexOf('$') < 0;
    }
}
