package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import dev.flamegate.gate.Selection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same questions about recorded profiles of real programs, whose noise nobody assumed: pods of one version split at random, two
 * equal versions pooled and split, every version against the first, and a regression diluted by mixing its samples into equal ones.
 */
final class RealProfiles implements Experiment {
    static final String ID = "real";
    private static final Bound RARELY = Bound.atMost(0.02);
    private static final double[] PARTS = {0.05, 0.1, 0.25, 0.5, 1};

    private final List<RecordedService> services;

    RealProfiles(List<RecordedService> services) {
        this.services = List.copyOf(services);
    }

    @Override
    public Set<String> ids() {
        return Set.of(ID);
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        for (RecordedService service : services) {
            for (RecordedService.Version version : service.versions()) {
                String data = service.name() + " " + version.name() + " against itself, half of its pods each";
                equal(service, data, version.pods(), laboratory, runs, figures);
            }
            RecordedService.Version baseline = service.versions().get(0);
            for (RecordedService.Version version : service.versions()) {
                if (version != baseline && isSame(version)) {
                    equalPooled(service, baseline, version, laboratory, runs, figures);
                }
                if (version != baseline) {
                    against(service, baseline, version, laboratory, runs, figures);
                }
            }
            diluted(service, laboratory, runs, figures);
        }
    }

    /** Recorded as the same code under the same traffic. */
    private static boolean isSame(RecordedService.Version version) {
        return version.name().equals("1.0.1");
    }

    private static void equalPooled(
            RecordedService service,
            RecordedService.Version one,
            RecordedService.Version other,
            Laboratory laboratory,
            RunCounts runs,
            Consumer<Figure> figures) {
        List<Selection.Pod> both =
                Stream.concat(one.pods().stream(), renamed(other).stream()).toList();
        String data = service.name() + " " + one.name() + " and " + other.name() + " (equal), pooled, half each";
        equal(service, data, both, laboratory, runs, figures);
    }

    /** Pods of two versions have the same names. */
    private static List<Selection.Pod> renamed(RecordedService.Version version) {
        return version.pods().stream()
                .map(pod -> new Selection.Pod(pod.name() + "'", pod.windows()))
                .toList();
    }

    private static void equal(
            RecordedService service,
            String data,
            List<Selection.Pod> pods,
            Laboratory laboratory,
            RunCounts runs,
            Consumer<Figure> figures) {
        List<Judged> judged = laboratory.judged(ID + " " + data, runs.changes(), random -> {
            RecordedPods recorded = new RecordedPods(service, random);
            List<Selection.Pod> shuffled = recorded.shuffled(pods);
            int half = shuffled.size() / 2;
            return Judged.of(recorded.atOneTime(shuffled.subList(0, half), shuffled.subList(half, shuffled.size())));
        });
        figures.accept(rate(ID, data, "false FAIL", judged, Judged::fails, RARELY));
        figures.accept(rate(ID, data, "INCONCLUSIVE", judged, Judged::inconclusive, null));
    }

    private static void against(
            RecordedService service,
            RecordedService.Version baseline,
            RecordedService.Version version,
            Laboratory laboratory,
            RunCounts runs,
            Consumer<Figure> figures) {
        String data = service.name() + " " + version.name() + " against " + baseline.name() + ", expected "
                + version.expect();
        List<Judged> judged = laboratory.judged(ID + " " + data, runs.changes(), random -> {
            RecordedPods recorded = new RecordedPods(service, random);
            return Judged.of(recorded.asRecorded(baseline.pods(), version.pods()));
        });
        if (version.culprit().isPresent()) {
            figures.accept(right(data, judged, version, Bound.atLeast(0.98)));
        } else if (version.expect().startsWith("FAIL")) {
            figures.accept(rate(ID, data, "FAIL", judged, Judged::fails, Bound.atLeast(0.95)));
        } else {
            figures.accept(rate(ID, data, "false FAIL", judged, Judged::fails, RARELY));
            figures.accept(rate(ID, data, "PASS", judged, Judged::passes, null));
        }
    }

    private static Figure right(
            String data, List<Judged> judged, RecordedService.Version version, @Nullable Bound bound) {
        Set<String> culprits = Set.of(version.culprit().orElseThrow());
        return rate(ID, data, "FAIL, first finding right", judged, run -> run.blames(culprits), bound);
    }

    /** The first version with a culprit, mixed into the second of two equal versions. */
    private static void diluted(
            RecordedService service, Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        List<RecordedService.Version> versions = service.versions();
        List<RecordedService.Version> same =
                versions.stream().filter(RealProfiles::isSame).toList();
        List<RecordedService.Version> slower = versions.stream()
                .filter(version -> version.culprit().isPresent())
                .toList();
        if (same.isEmpty() || slower.isEmpty()) {
            return;
        }
        for (double part : PARTS) {
            String data = String.format(
                    Locale.ROOT,
                    "%s %s with %.0f %% of its samples from %s",
                    service.name(),
                    same.get(0).name(),
                    100 * part,
                    slower.get(0).name());
            List<Judged> judged = laboratory.judged(
                    ID + " " + data,
                    runs.changes(),
                    random -> mixed(service, versions.get(0), same.get(0), slower.get(0), part, random));
            figures.accept(right(data, judged, slower.get(0), null));
        }
    }

    private static Judged mixed(
            RecordedService service,
            RecordedService.Version baseline,
            RecordedService.Version same,
            RecordedService.Version slower,
            double part,
            SplittableRandom random) {
        RecordedPods recorded = new RecordedPods(service, random);
        List<Selection.Pod> mixed = recorded.mixed(same.pods(), slower.pods(), part);
        return Judged.of(recorded.asRecorded(baseline.pods(), mixed));
    }
}
