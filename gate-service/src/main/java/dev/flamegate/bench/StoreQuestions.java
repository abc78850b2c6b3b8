package dev.flamegate.bench;

import dev.flamegate.gate.CandidateVerdicts;
import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.WeekQuestion;
import dev.flamegate.gate.week.Weeks;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Look;
import dev.flamegate.store.Merged;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The questions that are asked of a filled store; their answers are checked for having what they should. */
final class StoreQuestions {
    static final ProfileType CPU = ProfileType.parse("process_cpu:cpu:nanoseconds:cpu:nanoseconds");

    private static final long TEN_MINUTES = Duration.ofMinutes(10).toNanos();
    private static final List<LabelSelector> TWO_VERSIONS = List.of(version(0), version(2));

    private final ProfileStore store;
    private final StoreScale scale;
    private final TimeRange all;

    StoreQuestions(ProfileStore store, StoreScale scale, TimeRange all) {
        this.store = store;
        this.scale = scale;
        this.all = all;
    }

    private static LabelSelector version(int number) {
        return LabelSelector.equal(Labels.VERSION, MadeFleet.version(number));
    }

    /** All pods of ten minutes somewhere in the time. */
    Timing tenMinutes() {
        SplittableRandom random = new SplittableRandom(1);
        return Timing.of("all profiles of ten minutes", 5 * scale.repetitions(), any -> {
            long start = random.nextLong(all.startNanos(), all.endNanos() - TEN_MINUTES);
            Selected selected =
                    store.select(MadeFleet.SERVICE, CPU, LabelSelector.ALL, new TimeRange(start, start + TEN_MINUTES));
            check(selected.profiles().size() == scale.pods() * 600 / StoreScale.PERIOD_SECONDS);
        });
    }

    Timing tables() {
        return Timing.of("tables of functions of two versions over all the time, by pod", scale.repetitions(), any -> {
            Selected selected = store.select(MadeFleet.SERVICE, CPU, TWO_VERSIONS, all, Resolution.DAY);
            check(FunctionTables.of(selected).size() > 1);
        });
    }

    Timing merged() {
        return Timing.of("one flame graph of all pods over all the time", scale.repetitions(), any -> {
            Merged merged = store.merge(MadeFleet.SERVICE, CPU, LabelSelector.ALL, all);
            check(merged.profileCount() == scale.profiles());
        });
    }

    /** From noon to noon, so that half a day at either end is read by hours. */
    Timing mergedFromNoon() {
        long half = Duration.ofHours(12).toNanos();
        TimeRange range = new TimeRange(all.startNanos() + half, all.endNanos() - half);
        return Timing.of("the same from noon to noon, a day less", scale.repetitions(), any -> {
            Merged merged = store.merge(MadeFleet.SERVICE, CPU, LabelSelector.ALL, range);
            check(merged.profileCount() == scale.profiles() * (scale.days() - 1) / scale.days());
        });
    }

    Timing mergedVersion() {
        return Timing.of("one flame graph of one version over all the time", scale.repetitions(), any -> {
            Merged merged = store.merge(MadeFleet.SERVICE, CPU, version(0), all);
            check(merged.profileCount() > 0);
        });
    }

    Timing series() {
        return Timing.of("processor time of every version, hour by hour", scale.repetitions(), any -> {
            Map<String, Map<Long, Long>> series = new HashMap<>();
            store.visitTotals(MadeFleet.SERVICE, CPU, LabelSelector.ALL, all, Resolution.HOUR, window -> {
                long hour = window.startNanos() / Duration.ofHours(1).toNanos();
                series.computeIfAbsent(window.labels().valueOrEmpty(Labels.VERSION), name -> new HashMap<>())
                        .merge(hour, window.total(), Long::sum);
                return true;
            });
            check(series.values().stream().allMatch(hours -> hours.size() == 24 * scale.days()));
        });
    }

    /** All versions with their functions, judged, as the page of the service shows them. */
    Timing week(CandidateVerdicts verdicts) {
        Weeks weeks = new Weeks(store, List.of(Labels.POD), verdicts);
        WeekQuestion question =
                new WeekQuestion(MadeFleet.SERVICE, "cpu", LabelSelector.ALL, all.endNanos(), scale.days());
        return Timing.of("the week of the service, all versions judged", scale.repetitions(), any -> {
            Week week = weeks.of(question);
            check(week.profiles() == scale.profiles() && !week.functions().isEmpty());
        });
    }

    /** With statistics, report and all. */
    Timing gate(Gates gates) {
        EvaluationRequest request = new EvaluationRequest(
                MadeFleet.SERVICE,
                "cpu",
                EvaluationRequest.Cohort.parse(MadeFleet.version(0)),
                EvaluationRequest.Cohort.parse(MadeFleet.version(2)),
                all,
                Look.ONLY);
        return Timing.of("a whole gate of two versions over all the time", scale.repetitions() / 4, any -> {
            try {
                check(gates.await(gates.submit(request), Duration.ofMinutes(5)).orElseThrow() instanceof Gates.Done);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void check(boolean isRight) {
        if (!isRight) {
            throw new IllegalStateException("the store's answer is not what was stored");
        }
    }
}
