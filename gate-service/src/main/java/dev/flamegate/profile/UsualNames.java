package dev.flamegate.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names under which other tools send what this service calls {@code service_name}, {@code version}, {@code pod}, {@code env},
 * {@code region} and so on: OpenTelemetry's, with dots and with what exporters make of dots, Prometheus's, and the recommended labels of
 * Kubernetes. The first that is there is copied, and only if the label itself is absent.
 */
public final class UsualNames {
    private static final Map<String, List<String>> KNOWN_AS = new TreeMap<>(Map.ofEntries(
            known(Labels.SERVICE, "service.name", "service", "app.kubernetes.io/name", "app_kubernetes_io_name", "app"),
            known(
                    Labels.VERSION,
                    "service.version",
                    "service_version",
                    "app.kubernetes.io/version",
                    "app_kubernetes_io_version",
                    "app_version"),
            known(
                    Labels.POD,
                    "k8s.pod.name",
                    "k8s_pod_name",
                    "pod_name",
                    "kubernetes_pod_name",
                    "service.instance.id",
                    "service_instance_id",
                    "instance"),
            known(
                    "env",
                    "deployment.environment.name",
                    "deployment_environment_name",
                    "deployment.environment",
                    "deployment_environment",
                    "environment"),
            known(
                    "region",
                    "cloud.region",
                    "cloud_region",
                    "topology.kubernetes.io/region",
                    "topology_kubernetes_io_region"),
            known("cpu_model", "host.cpu.model.name", "host_cpu_model_name"),
            known("runtime_version", "process.runtime.version", "process_runtime_version"),
            known("kernel_version", "os.version", "os_version"),
            known("profiler", "pyroscope_spy", "telemetry.sdk.name", "telemetry_sdk_name"),
            known("profiler_version", "telemetry.sdk.version", "telemetry_sdk_version"),
            known(
                    "process_start",
                    "process.creation.time",
                    "process_creation_time",
                    "k8s.pod.start_time",
                    "k8s_pod_start_time")));

    private static Map.Entry<String, List<String>> known(String name, String... others) {
        return Map.entry(name, List.of(others));
    }

    private UsualNames() {}

    /** Names of a label in other tools, the one that counts most first. */
    public static Map<String, List<String>> known() {
        return KNOWN_AS;
    }

    /** The labels with those that they lack and have under another name; where there is no room for both, the other name goes. */
    public static Labels added(Labels labels) {
        Map<String, String> more = new TreeMap<>(labels.asMap());
        KNOWN_AS.forEach((name, others) -> {
            if (!more.containsKey(name)) {
                others.stream().filter(more::containsKey).findFirst().ifPresent(other -> {
                    more.put(name, more.getOrDefault(other, ""));
                    if (more.size() > Labels.COUNT_MAX) {
                        more.remove(other);
                    }
                });
            }
        });
        return more.size() == labels.asMap().size() && more.equals(labels.asMap()) ? labels : Labels.of(more);
    }
}
