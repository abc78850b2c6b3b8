package dev.flamegate.traffic;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.LabelsText;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.DocumentStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What clients posted, a document each: of one service, set of labels and time there is one count, and sending it again changes
 * nothing. Kinds of documents are a service's hours, so that a question reads the hours it is about and the day before them.
 */
public final class PostedTraffic implements TrafficSource {
    private static final String KIND = "traffic-1 ";
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    /** How much of a window nobody need have counted: clocks of two machines differ. */
    private static final double MISSING_MAX = 0.02;

    private final DocumentStore documents;
    private final List<String> podLabels;

    /**
     * @param podLabels the first of these that a record has names its pod
     */
    public PostedTraffic(DocumentStore documents, List<String> podLabels) {
        this.documents = documents;
        this.podLabels = List.copyOf(podLabels);
    }

    /** The first of these that a profile or a record has names its pod. */
    public List<String> podLabels() {
        return podLabels;
    }

    /** All are durable when it returns. */
    public void keep(List<TrafficRecord> records) {
        Map<String, Map<String, byte[]>> byKind = new TreeMap<>();
        for (TrafficRecord record : records) {
            String kind = kind(
                    record.labels().valueOrEmpty(Labels.SERVICE), record.time().startNanos() / HOUR_NANOS);
            byKind.computeIfAbsent(kind, any -> new TreeMap<>())
                    .put(id(record), Double.toString(record.requests()).getBytes(StandardCharsets.UTF_8));
        }
        documents.putAll(byKind);
    }

    /** Of a service, each with some part in the range. */
    public List<TrafficRecord> of(String service, TimeRange range) {
        List<TrafficRecord> found = new ArrayList<>();
        long first = Math.max(0, range.startNanos() - TrafficRecord.LENGTH_MAX.toNanos()) / HOUR_NANOS;
        for (long hour = first; hour <= range.endNanos() / HOUR_NANOS; hour++) {
            String kind = kind(service, hour);
            for (String id : documents.ids(kind)) {
                TrafficRecord record = record(kind, id);
                if (record.time().endNanos() > range.startNanos()
                        && record.time().startNanos() < range.endNanos()) {
                    found.add(record);
                }
            }
        }
        return found;
    }

    private static String kind(String service, long hour) {
        return KIND + hour + " " + service;
    }

    private static String id(TrafficRecord record) {
        return record.time().startNanos() + " " + record.time().endNanos() + " " + record.labels();
    }

    private TrafficRecord record(String kind, String id) {
        String[] parts = id.split(" ", 3);
        byte[] count =
                documents.get(kind, id).orElseThrow(() -> new IllegalStateException(kind + ", " + id + " is gone"));
        return new TrafficRecord(
                LabelsText.parse(parts[2]),
                new TimeRange(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                Double.parseDouble(new String(count, StandardCharsets.UTF_8)));
    }

    @Override
    public String name() {
        return "POST /api/v1/traffic";
    }

    @Override
    public TrafficAnswer requests(String service, List<PodWindows> pods) {
        long start = pods.stream()
                .flatMap(pod -> pod.windows().stream())
                .mapToLong(TimeRange::startNanos)
                .min()
                .orElse(0);
        long end = pods.stream()
                .flatMap(pod -> pod.windows().stream())
                .mapToLong(TimeRange::endNanos)
                .max()
                .orElse(0);
        List<TrafficRecord> records = start == 0 ? List.of() : of(service, new TimeRange(start, end));
        if (records.isEmpty()) {
            return new TrafficAnswer.Unknown("no traffic was posted for that time");
        }
        List<List<Double>> requests = new ArrayList<>();
        for (PodWindows pod : pods) {
            List<TrafficRecord> own =
                    records.stream().filter(record -> isOf(record, pod)).toList();
            List<Double> counts = new ArrayList<>();
            for (TimeRange window : pod.windows()) {
                if (uncovered(own, window) > MISSING_MAX * window.durationNanos()) {
                    return new TrafficAnswer.Unknown(
                            "what was posted for pod `" + pod.pod() + "` does not cover " + window);
                }
                counts.add(
                        own.stream().mapToDouble(record -> part(record, window)).sum());
            }
            requests.add(counts);
        }
        return new TrafficAnswer.Known(requests);
    }

    /** A record that names no version is of whatever the pod ran. */
    private boolean isOf(TrafficRecord record, PodWindows pod) {
        String named = podLabels.stream()
                .flatMap(label -> record.labels().value(label).stream())
                .findFirst()
                .orElse("");
        String version = record.labels().valueOrEmpty(Labels.VERSION);
        return named.equals(pod.pod()) && (version.isEmpty() || version.equals(pod.version()));
    }

    /** Requests are taken to be spread evenly over the time they were counted in. */
    private static double part(TrafficRecord record, TimeRange window) {
        long start = Math.max(record.time().startNanos(), window.startNanos());
        long end = Math.min(record.time().endNanos(), window.endNanos());
        return end <= start
                ? 0
                : record.requests() * (end - start) / record.time().durationNanos();
    }

    /** Nanoseconds of the window that no record is about. */
    private static long uncovered(List<TrafficRecord> records, TimeRange window) {
        List<TimeRange> times = records.stream()
                .map(TrafficRecord::time)
                .sorted((a, b) -> Long.compare(a.startNanos(), b.startNanos()))
                .toList();
        long missing = 0;
        long at = window.startNanos();
        for (TimeRange time : times) {
            long start = Math.min(time.startNanos(), window.endNanos());
            missing += Math.max(0, start - at);
            at = Math.max(at, Math.min(time.endNanos(), window.endNanos()));
        }
        return missing + Math.max(0, window.endNanos() - at);
    }
}
