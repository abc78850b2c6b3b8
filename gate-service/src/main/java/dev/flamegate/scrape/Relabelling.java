package dev.flamegate.scrape;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules applied one after the other, each to what the one before left, as in Prometheus's {@code relabel_configs}. */
final class Relabelling {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.]*");

    private Relabelling() {}

    /** The labels afterwards, sorted; empty if a rule dropped the target. */
    static Optional<SortedMap<String, String>> apply(List<RelabelRule> rules, Map<String, String> labels) {
        TreeMap<String, String> changed = new TreeMap<>(labels);
        for (RelabelRule rule : rules) {
            if (!keeps(rule, changed)) {
                return Optional.empty();
            }
        }
        changed.values().removeIf(String::isEmpty);
        return Optional.of(changed);
    }

    /** Applies one rule; false if the target is dropped. */
    private static boolean keeps(RelabelRule rule, TreeMap<String, String> labels) {
        String source = rule.sourceLabels().stream()
                .map(name -> labels.getOrDefault(name, ""))
                .collect(Collectors.joining(rule.separator()));
        switch (rule.action()) {
            case KEEP:
                return rule.regex().matcher(source).matches();
            case DROP:
                return !rule.regex().matcher(source).matches();
            case KEEPEQUAL:
                return labels.getOrDefault(rule.targetLabel(), "").equals(source);
            case DROPEQUAL:
                return !labels.getOrDefault(rule.targetLabel(), "").equals(source);
            case REPLACE:
                replace(rule, source, labels);
                return true;
            case HASHMOD:
                labels.put(rule.targetLabel(), Long.toUnsignedString(hash(source, rule.modulus())));
                return true;
            case LOWERCASE:
                labels.put(rule.targetLabel(), source.toLowerCase(Locale.ROOT));
                return true;
            case UPPERCASE:
                labels.put(rule.targetLabel(), source.toUpperCase(Locale.ROOT));
                return true;
            case LABELDROP:
                labels.keySet().removeIf(name -> rule.regex().matcher(name).matches());
                return true;
            case LABELKEEP:
                labels.keySet().removeIf(name -> !rule.regex().matcher(name).matches());
                return true;
            case LABELMAP:
                map(rule, labels);
                return true;
        }
        throw new IllegalStateException("action " + rule.action());
    }

    private static void replace(RelabelRule rule, String source, TreeMap<String, String> labels) {
        if (rule.isConstant()) {
            put(labels, rule.targetLabel(), rule.replacement());
            return;
        }
        Matcher matcher = rule.regex().matcher(source);
        if (!matcher.matches()) {
            return;
        }
        String target = expand(rule.targetLabel(), matcher);
        if (LABEL.matcher(target).matches()) {
            put(labels, target, expand(rule.replacement(), matcher));
        }
    }

    private static void put(TreeMap<String, String> labels, String name, String value) {
        if (value.isEmpty()) {
            labels.remove(name);
        } else {
            labels.put(name, value);
        }
    }

    private static void map(RelabelRule rule, TreeMap<String, String> labels) {
        Map<String, String> copies = new TreeMap<>();
        labels.forEach((name, value) -> {
            Matcher matcher = rule.regex().matcher(name);
            if (matcher.matches()) {
                copies.put(expand(rule.replacement(), matcher), value);
            }
        });
        labels.putAll(copies);
    }

    /** The last eight bytes of the MD5 as an unsigned number, so that shards are those of a Prometheus with the same rule. */
    private static long hash(String source, long modulus) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(source.getBytes(StandardCharsets.UTF_8));
            return Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(8), modulus);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /**
     * Go's {@code Regexp.Expand}: {@code $name} takes the longest run of letters, digits and {@code _}, {@code $$} is a dollar sign, and
     * a group that does not exist is empty.
     */
    static String expand(String template, Matcher match) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at++);
            if (c != '$') {
                out.append(c);
            } else if (at < template.length() && template.charAt(at) == '$') {
                out.append('$');
                at++;
            } else {
                boolean braced = at < template.length() && template.charAt(at) == '{';
                int start = braced ? at + 1 : at;
                int end = start;
                while (end < template.length() && isWord(template.charAt(end))) {
                    end++;
                }
                boolean closed = end < template.length() && template.charAt(end) == '}';
                if (end == start || (braced && !closed)) {
                    out.append('$');
                } else {
                    out.append(group(match, template.substring(start, end)));
                    at = braced ? end + 1 : end;
                }
            }
        }
        return out.toString();
    }

    private static boolean isWord(char c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private static String group(Matcher match, String name) {
        try {
            boolean isNumber = name.matches("\\d{1,4}");
            String value = isNumber ? match.group(Integer.parseInt(name)) : match.group(name);
            return value == null ? "" : value;
        } catch (IllegalArgumentException | IndexOutOfBoundsException thereIsNoSuchGroup) {
            return "";
        }
    }
}
