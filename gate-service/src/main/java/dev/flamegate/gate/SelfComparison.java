package dev.flamegate.gate;

import dev.flamegate.gate.policy.KeptPolicies;
import dev.flamegate.profile.CanonicalNames;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredSeries;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The gate asked about a version and itself: half of its pods against the other half, by the same policy, tests and past as any gate of
 * the service. The pods are put in an order that is another for every window, and then the odd ones are compared with the even ones: a
 * pod that is always different must not decide every comparison.
 */
public final class SelfComparison {
    private final ProfileStore profiles;
    private final Policy settings;
    private final KeptPolicies policies;
    private final PastRuns past;
    private final String toolVersion;

    /**
     * @param settings what is asked where no policy is kept for the service
     */
    public SelfComparison(
            ProfileStore profiles,
            DocumentStore documents,
            Policy settings,
            KeptPolicies policies,
            String toolVersion) {
        this.profiles = profiles;
        this.settings = settings;
        this.policies = policies;
        this.past = new PastRuns(documents);
        this.toolVersion = toolVersion;
    }

    /**
     * What came out.
     *
     * @param level error rate that was promised
     */
    public record Compared(String version, GateReport report, double level) {}

    /**
     * Compares the version of the service that the most pods ran in the window.
     *
     * @param window only profiles that start in it
     * @param now for the report
     * @return empty if no version had enough pods for two sides
     */
    public Optional<Compared> compare(String service, ProfileType type, TimeRange window, Instant now) {
        Policy policy = policy(service, type, now);
        List<StoredSeries> series = profiles.series(LabelSelector.equal(Labels.SERVICE, service)).stream()
                .filter(one -> one.types().contains(type) && one.lastNanos() >= window.startNanos())
                .toList();
        int podsMin = 2 * policy.shares().replicatesMin();
        return widest(series, podsMin).flatMap(version -> {
            LabelSelector selector = LabelSelector.equal(Labels.VERSION, version);
            Selected found = profiles.select(service, type, List.of(selector), window, Resolution.EXACT);
            Map<String, List<StoredProfile>> pods = byPod(found.profiles());
            return pods.size() < podsMin
                    ? Optional.empty()
                    : Optional.of(compare(service, type, version, found, pods, window, policy, now));
        });
    }

    private Policy policy(String service, ProfileType type, Instant now) {
        return policies.file(service)
                .map(file -> settings.under(
                        file,
                        AppliedPolicy.Source.SERVICE,
                        service,
                        type,
                        now.atZone(ZoneOffset.UTC).toLocalDate()))
                .orElse(settings);
    }

    private Optional<String> widest(List<StoredSeries> series, int podsMin) {
        Map<String, Set<String>> pods = new TreeMap<>();
        Map<String, Long> last = new HashMap<>();
        for (StoredSeries one : series) {
            String version = one.labels().valueOrEmpty(Labels.VERSION);
            pod(one.labels()).filter(pod -> !version.isEmpty()).ifPresent(pod -> {
                pods.computeIfAbsent(version, any -> new TreeSet<>()).add(pod);
                last.merge(version, one.lastNanos(), Math::max);
            });
        }
        return pods.entrySet().stream()
                .filter(version -> version.getValue().size() >= podsMin)
                .max(Comparator.comparingInt((Map.Entry<String, Set<String>> version) ->
                                version.getValue().size())
                        .thenComparingLong(version -> last.getOrDefault(version.getKey(), 0L)))
                .map(Map.Entry::getKey);
    }

    private Optional<String> pod(Labels labels) {
        return settings.replicateLabels().stream()
                .flatMap(name -> Stream.ofNullable(labels.asMap().get(name)))
                .findFirst();
    }

    private Map<String, List<StoredProfile>> byPod(List<StoredProfile> windows) {
        Map<String, List<StoredProfile>> pods = new TreeMap<>();
        windows.forEach(window -> pod(window.labels())
                .ifPresent(pod ->
                        pods.computeIfAbsent(pod, any -> new ArrayList<>()).add(window)));
        return pods;
    }

    private Compared compare(
            String service,
            ProfileType type,
            String version,
            Selected found,
            Map<String, List<StoredProfile>> pods,
            TimeRange window,
            Policy policy,
            Instant now) {
        Selection selection = new Selection(
                service,
                type,
                found.tree(),
                side(version, "odd pods", pods, window, 1),
                side(version, "even pods", pods, window, 0),
                List.of());
        Provenance provenance = new Provenance(
                now.truncatedTo(ChronoUnit.SECONDS).toString(), toolVersion, CanonicalNames.RULES_VERSION, "");
        GateReport report = new Evaluation(policy)
                .answer(selection, Look.ONLY, past.of(service, type), "trial", provenance)
                .report();
        return new Compared(version, report, policy.shares().alpha());
    }

    private static Selection.Cohort side(
            String version, String which, Map<String, List<StoredProfile>> pods, TimeRange window, int remainder) {
        List<String> order = pods.keySet().stream()
                .sorted(Comparator.comparingLong((String pod) -> mixed(window.startNanos(), pod))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        Map<String, List<StoredProfile>> half = new TreeMap<>();
        IntStream.range(0, order.size())
                .filter(place -> place % 2 == remainder)
                .mapToObj(order::get)
                .forEach(pod -> half.put(pod, pods.get(pod)));
        return Pods.cohort(
                version + ", " + which,
                LabelSelector.equal(Labels.VERSION, version).toString(),
                half);
    }

    /** Scrambles the bits of both (the finaliser of SplitMix64; Steele, Lea and Flood 2014). */
    private static long mixed(long time, String pod) {
        long bits = time + 0x9e3779b97f4a7c15L * pod.hashCode();
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
