package dev.flamegate.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The address of the page {@code /explore}, which says all that the page shows: it can be kept, sent and opened again.
 *
 * @param texts by parameter, none of them blank
 */
record ExploreAddress(Map<String, String> texts) {
    static final String SERVICE = "service";
    static final String TYPE = "type";
    static final String SELECTOR = "selector";
    static final String CANDIDATE = "candidate";
    static final String CANDIDATE_SELECTOR = "candidate_selector";
    static final String FROM = "from";
    static final String UNTIL = "until";
    static final String BASELINE = "baseline";
    static final String BASELINE_SELECTOR = "baseline_selector";
    static final String BASELINE_FROM = "baseline_from";
    static final String BASELINE_UNTIL = "baseline_until";

    private static final List<String> OF_BASELINE = List.of(BASELINE, BASELINE_SELECTOR, BASELINE_FROM, BASELINE_UNTIL);
    static final List<String> PARAMETERS = List.of(
            SERVICE,
            TYPE,
            SELECTOR,
            CANDIDATE,
            CANDIDATE_SELECTOR,
            FROM,
            UNTIL,
            BASELINE,
            BASELINE_SELECTOR,
            BASELINE_FROM,
            BASELINE_UNTIL);

    ExploreAddress {
        texts = Map.copyOf(texts);
    }

    static ExploreAddress of(QueryParameters in) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : PARAMETERS) {
            String text = in.text(name, "").strip();
            if (!text.isEmpty()) {
                texts.put(name, text);
            }
        }
        return new ExploreAddress(texts);
    }

    /** Empty if it is not there. */
    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** Whether anything is said of a baseline. */
    boolean compares() {
        return OF_BASELINE.stream().anyMatch(texts::containsKey);
    }

    /** An empty text takes the parameter away. */
    ExploreAddress with(String name, String text) {
        Map<String, String> other = new LinkedHashMap<>(texts);
        if (text.isEmpty()) {
            other.remove(name);
        } else {
            other.put(name, text);
        }
        return new ExploreAddress(other);
    }

    ExploreAddress withoutBaseline() {
        Map<String, String> other = new LinkedHashMap<>(texts);
        OF_BASELINE.forEach(other::remove);
        return new ExploreAddress(other);
    }

    String link(String path) {
        return PARAMETERS.stream()
                .filter(texts::containsKey)
                .map(name -> name + "=" + SearchRoutes.encoded(text(name)))
                .collect(Collectors.joining("&", path + (texts.isEmpty() ? "" : "?"), ""));
    }

    String link() {
        return link("/explore");
    }
}
