package dev.flamegate.bench;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks gates, alone and many at once, and compares what they answer. */
final class GateLoad {
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);

    private final Gates gates;
    private final EndTimes ended;
    private final Map<String, GateReport> alone = new HashMap<>();
    private int compared;
    private int different;
    private double p95Alone;

    GateLoad(Gates gates, EndTimes ended) {
        this.gates = gates;
        this.ended = ended;
    }

    /**
     * How long the questions took.
     *
     * @param millis shortest first
     * @param allMillis from the first question to the last answer
     * @param processorMillis of all processors, for each question
     */
    record Times(double[] millis, double allMillis, double processorMillis) {

        double quantile(double part) {
            return millis[(int) Math.ceil(part * millis.length) - 1];
        }

        double perSecond() {
            return 1000 * millis.length / allMillis;
        }
    }

    /** The same question again and again, each after the answer to the one before. */
    Times alone(CanaryFleet fleet, int repetitions) {
        double[] millis = new double[repetitions];
        long used = processorNanos();
        long begun = System.nanoTime();
        for (int i = 0; i < repetitions; i++) {
            millis[i] = answerAlone(fleet);
        }
        Times times = times(millis, begun, used);
        p95Alone = times.quantile(0.95);
        return times;
    }

    /** Milliseconds; the first answer is what later ones are compared with. */
    double answerAlone(CanaryFleet fleet) {
        long start = System.nanoTime();
        String id = gates.submit(question(fleet));
        GateReport report = report(id);
        double millis = millis(start, id);
        compare(fleet, report);
        return millis;
    }

    private double millis(long start, String id) {
        return (ended.nanos(id) - start) / 1e6;
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** All questions before the first answer. */
    Times together(List<CanaryFleet> fleets) {
        List<String> ids = new ArrayList<>();
        long[] starts = new long[fleets.size()];
        long used = processorNanos();
        long begun = System.nanoTime();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = System.nanoTime();
            ids.add(gates.submit(question(fleets.get(i))));
        }
        double[] millis = new double[starts.length];
        for (int i = 0; i < starts.length; i++) {
            GateReport report = report(ids.get(i));
            millis[i] = millis(starts[i], ids.get(i));
            compare(fleets.get(i), report);
        }
        return times(millis, begun, used);
    }

    private static Times times(double[] millis, long begunNanos, long usedNanos) {
        double all = (System.nanoTime() - begunNanos) / 1e6;
        double processor = (processorNanos() - usedNanos) / 1e6 / millis.length;
        Arrays.sort(millis);
        return new Times(millis, all, processor);
    }

    private static EvaluationRequest question(CanaryFleet fleet) {
        return new EvaluationRequest(
                fleet.service(),
                "cpu",
                EvaluationRequest.Cohort.parse(fleet.baseline()),
                EvaluationRequest.Cohort.parse(fleet.candidate()),
                fleet.time(),
                Look.ONLY);
    }

    private GateReport report(String id) {
        try {
            if (gates.await(id, WAIT_MAX).orElseThrow() instanceof Gates.Done done) {
                return done.report();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("gate " + id + " was not answered");
    }

    /** All numbers, not the id and the time. */
    private void compare(CanaryFleet fleet, GateReport report) {
        GateReport before = alone.putIfAbsent(fleet.service(), report);
        if (before != null) {
            compared++;
            boolean same = before.verdict() == report.verdict()
                    && before.rows().equals(report.rows())
                    && before.findings().equals(report.findings())
                    && before.subject().equals(report.subject());
            different += same ? 0 : 1;
        }
    }

    int compared() {
        return compared;
    }

    int different() {
        return different;
    }

    /** Milliseconds of 95 of 100 questions that were asked alone, the last time they were. */
    double p95Alone() {
        return p95Alone;
    }
}
