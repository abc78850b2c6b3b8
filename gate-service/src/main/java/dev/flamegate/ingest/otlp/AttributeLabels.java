package dev.flamegate.ingest.otlp;

import dev.flamegate.profile.Labels;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which attributes become labels, and under which names. Of a resource those that say what ran where, and no others: an agent sends
 * dozens, of which many (ids of processes and containers, command lines) are different with every start. Of a sample all that are text
 * and do not name one request.
 */
final class AttributeLabels {
    static final String UNKNOWN_SERVICE = "unknown_service";

    private static final Map<String, String> OF_RESOURCES = Map.ofEntries(
            Map.entry("service.name", Labels.SERVICE),
            Map.entry("service.version", Labels.VERSION),
            Map.entry("service.namespace", "service_namespace"),
            Map.entry("service.instance.id", "instance"),
            Map.entry("deployment.environment.name", "env"),
            Map.entry("deployment.environment", "env"),
            Map.entry("k8s.pod.name", Labels.POD),
            Map.entry("k8s.namespace.name", "namespace"),
            Map.entry("k8s.container.name", "container"),
            Map.entry("container.name", "container"),
            Map.entry("k8s.deployment.name", "deployment"),
            Map.entry("k8s.node.name", "node"),
            Map.entry("k8s.cluster.name", "cluster"),
            Map.entry("host.name", "hostname"),
            Map.entry("host.arch", "arch"),
            Map.entry("cloud.region", "region"),
            Map.entry("cloud.availability_zone", "zone"),
            Map.entry("process.executable.name", "executable"),
            Map.entry("process.runtime.name", "runtime"),
            Map.entry("process.runtime.version", "runtime_version"));

    private static final Set<String> OF_ONE_REQUEST = Set.of("trace_id", "span_id", "profile_id");

    private AttributeLabels() {}

    static boolean isKnown(String resourceAttribute) {
        return OF_RESOURCES.containsKey(resourceAttribute);
    }

    /** The labels of a resource. Values that no label can have are cut or cleaned: an attribute is not written for us. */
    static Map<String, String> ofResource(Map<String, String> attributes) {
        Map<String, String> labels = new TreeMap<>();
        attributes.forEach((key, value) -> {
            String name = OF_RESOURCES.get(key);
            // Of two names for one thing the newer one, which is the longer, holds.
            if (name != null && (!key.equals("deployment.environment") || !labels.containsKey(name))) {
                labels.put(name, clean(value));
            }
        });
        if (labels.getOrDefault(Labels.SERVICE, "").isEmpty()) {
            labels.put(Labels.SERVICE, UNKNOWN_SERVICE);
        }
        return labels;
    }

    /** The labels of a sample. */
    static Labels ofSample(Map<String, String> attributes) {
        Map<String, String> labels = new TreeMap<>();
        attributes.forEach((key, value) -> {
            String name = OF_RESOURCES.getOrDefault(key, key.replaceAll("[^A-Za-z0-9_./-]", "_"));
            boolean fits = !name.isEmpty() && name.length() <= Labels.NAME_CHARS_MAX;
            if (fits && !name.startsWith("__") && !OF_ONE_REQUEST.contains(name)) {
                labels.put(name, clean(value));
            }
        });
        return labels.size() > Labels.COUNT_MAX ? SampleGroups.TOO_MANY : Labels.of(labels);
    }

    /** Labels of a resource stand over those of its samples, but a service of their own is theirs. */
    static Labels joined(Map<String, String> resource, Labels sample) {
        Map<String, String> all = new TreeMap<>(sample.asMap());
        all.putAll(resource);
        sample.value(Labels.SERVICE).ifPresent(service -> all.put(Labels.SERVICE, service));
        if (all.size() <= Labels.COUNT_MAX) {
            return Labels.of(all);
        }
        Map<String, String> cut = new TreeMap<>(resource);
        cut.putAll(SampleGroups.TOO_MANY.asMap());
        return Labels.of(cut);
    }

    private static String clean(String value) {
        String cut = value.length() <= Labels.VALUE_CHARS_MAX ? value : value.substring(0, Labels.VALUE_CHARS_MAX);
        return cut.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "_");
    }
}
