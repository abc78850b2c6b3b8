package dev.flamegate.scrape;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Addresses with labels in common: an entry of {@code static_configs}, or of a file of {@code file_sd_configs}.
 *
 * @param addresses {@code host:port}
 */
record TargetGroup(List<String> addresses, Map<String, String> labels) {
    TargetGroup {
        addresses = List.copyOf(addresses);
        labels = Map.copyOf(labels);
    }

    static TargetGroup read(ConfigNode node) {
        TargetGroup group = new TargetGroup(node.texts("targets"), node.textMap("labels"));
        node.end();
        return group;
    }

    TargetGroup with(String label, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(label, value);
        return new TargetGroup(addresses, more);
    }
}
