package dev.flamegate.http;

import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.Week.Version;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses that the page of a week leads to. They name what they show by absolute times, so that they show it tomorrow as well. */
final class WeekLinks {
    private final Week week;
    private final String selector;
    private final int days;

    WeekLinks(Week week, String selector, int days) {
        this.week = week;
        this.selector = selector;
        this.days = days;
    }

    /** A slash in the name stays one: a server may not be asked for an encoded one. */
    static String service(String service) {
        return "/services/" + encoded(service).replace("%2F", "/");
    }

    /** The same week with some parameters set otherwise. */
    String here(Map<String, String> other) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("type", week.type().toString());
        parameters.put("until", time(week.shown().endNanos()));
        parameters.put("days", Integer.toString(days));
        if (!selector.isEmpty()) {
            parameters.put("selector", selector);
        }
        parameters.putAll(other);
        return service(week.service()) + query(parameters);
    }

    /** A version against what it was compared with. */
    String diff(Version version) {
        return diff(version.anchors(), version.name());
    }

    /** @param anchors at least one */
    String diff(List<String> anchors, String candidate) {
        Map<String, String> parameters = common();
        parameters.put("baseline", pooled(anchors));
        parameters.put("candidate", selection(candidate));
        return "/explore" + query(parameters);
    }

    /** What both sides of any diff of this week have in common. */
    Map<String, String> common() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("service", week.service());
        parameters.put("type", week.type().toString());
        parameters.put("from", time(week.shown().startNanos() - 7 * 86_400_000_000_000L));
        parameters.put("until", time(week.shown().endNanos()));
        return parameters;
    }

    /** As questions to the gate write it: versions with commas between them, or a selector. */
    private static String pooled(List<String> versions) {
        boolean plain = versions.stream().allMatch(version -> version.equals(selection(version)));
        return plain ? String.join(",", versions) : selection(versions.get(versions.size() - 1));
    }

    /** A version by its name, or by a selector where the name would mean something else. */
    static String selection(String version) {
        boolean plain = version.indexOf(',') < 0 && !version.startsWith("{") && version.equals(version.strip());
        return plain ? version : LabelSelector.equal(Labels.VERSION, version).toString();
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String time(long nanos) {
        return Instant.ofEpochSecond(0, Math.max(0, nanos)).toString();
    }
}
