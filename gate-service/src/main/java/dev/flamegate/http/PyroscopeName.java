package dev.flamegate.http;

import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code name} that Pyroscope's clients send: {@code APP} or {@code APP{k=v,k2=v2}}. Values are not quoted and know no escapes: an
 * equals sign may occur in them, a comma ends them. Of a repeated key the last value holds, and a last pair without the closing brace is
 * dropped, as Pyroscope does it. The Java agent sends versions of the runtime with commas and braces in them: what stands behind a comma
 * and has no equals sign belongs to the value before it, and only the last brace closes.
 *
 * @param labels without those that begin with two underscores, which are the server's own; the session's stays
 */
record PyroscopeName(String app, Map<String, String> labels) {
    private static final String SESSION = "__session_id__";

    static PyroscopeName parse(String text) {
        int brace = text.indexOf('{');
        String app = (brace < 0 ? text : text.substring(0, brace)).strip();
        Map<String, String> labels = brace < 0 ? new TreeMap<>() : pairs(text, brace + 1);
        String named = labels.getOrDefault("__name__", app);
        checkApp(named, text);
        labels.keySet().removeIf(key -> key.startsWith("__") && !key.equals(SESSION));
        return new PyroscopeName(named, Map.copyOf(labels));
    }

    private static Map<String, String> pairs(String text, int start) {
        Map<String, String> pairs = new TreeMap<>();
        int close = text.lastIndexOf('}');
        String last = "";
        for (int at = start; at < text.length(); ) {
            int end = endOfPair(text, at, close);
            if (end == text.length()) {
                return pairs;
            }
            last = pair(text, at, end, last, pairs);
            at = end == close ? text.length() : end + 1;
        }
        return pairs;
    }

    /** Puts what stands from {@code at} to before {@code end} into {@code pairs}, and returns its key. */
    private static String pair(String text, int at, int end, String last, Map<String, String> pairs) {
        String pair = text.substring(at, end);
        int equals = pair.indexOf('=');
        if (equals >= 0) {
            String key = pair.substring(0, equals).strip();
            checkKey(key, text, at);
            pairs.put(key, pair.substring(equals + 1).strip());
            return key;
        }
        if (!pair.isBlank()) {
            if (last.isEmpty()) {
                throw bad(text, at, "'" + pair.strip() + "' has no '='");
            }
            pairs.computeIfPresent(last, (key, value) -> value + "," + pair.stripTrailing());
        }
        return last;
    }

    /** A comma, or the brace that closes all. */
    private static int endOfPair(String text, int start, int close) {
        int end = start;
        while (end < text.length() && text.charAt(end) != ',' && end != close) {
            end++;
        }
        return end;
    }

    private static void checkApp(String app, String text) {
        if (!app.matches("[\\p{L}\\p{Nd}_./-]+")) {
            throw bad(text, 0, "the application name is letters, digits and _ - . / and at least one of them");
        }
    }

    private static void checkKey(String key, String text, int at) {
        if (!key.matches("[\\p{L}\\p{Nd}_.]+")) {
            throw bad(text, at, "label key '" + key + "' is not letters, digits, _ and .");
        }
    }

    private static ProblemException bad(String text, int at, String rule) {
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "...";
        Problem problem = Problem.of("invalid_parameter", "name '" + shown + "', position " + at + ": " + rule)
                .in("name")
                .hint("name=APP or name=APP{key=value,key2=value2}");
        return new ProblemException(400, problem);
    }
}
