package dev.flamegate.http;

import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.Week.Version;
import dev.flamegate.profile.LabelMatcher;
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
        if (anchors.size() == 1) {
            parameters.put(ExploreAddress.BASELINE, anchors.get(0));
        } else {
            parameters.put(ExploreAddress.BASELINE_SELECTOR, anyOf(anchors).toString());
        }
        parameters.put(ExploreAddress.CANDIDATE, candidate);
        return "/explore" + query(parameters);
    }

    /** What both sides of any diff of this week have in common. */
    Map<String, String> common() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(ExploreAddress.SERVICE, week.service());
        parameters.put(ExploreAddress.TYPE, week.type().toString());
        if (!selector.isEmpty()) {
            parameters.put(ExploreAddress.SELECTOR, selector);
        }
        parameters.put(ExploreAddress.FROM, time(week.shown().startNanos() - 7 * 86_400_000_000_000L));
        parameters.put(ExploreAddress.UNTIL, time(week.shown().endNanos()));
        return parameters;
    }

    /** Versions pooled. */
    static LabelSelector anyOf(List<String> versions) {
        String any = versions.stream()
                .map(version -> version.replaceAll("[.^$|?*+()\\[\\]{}\\\\]", "\\\\$0"))
                .collect(Collectors.joining("|"));
        return new LabelSelector(List.of(new LabelMatcher(Labels.VERSION, LabelMatcher.Operator.MATCHES, any)));
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
