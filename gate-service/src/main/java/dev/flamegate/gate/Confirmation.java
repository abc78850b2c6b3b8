package dev.flamegate.gate;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Verdict;
import dev.flamegate.stats.NotComparable;
import dev.flamegate.stats.RowOutcome;
import dev.flamegate.store.StoredProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tests the causes of a FAIL, and nothing else, once more on profiles that the FAIL has not seen: each cause's row, one-sided, Holm over
 * the causes, at {@value #ERROR}. A cause fails a version only if both tests reject.
 *
 * <p>Size: a version fails only if the first test rejects, so false FAILs are no more than the first test's, whatever this one does and
 * however the two depend. What this one adds is that a growth that was there only for a time, a burst or a warm-up, is taken for lasting
 * in at most one of twenty cases. What it cannot add is independence of the pods: they are the same ones, and a pod that is different by
 * chance stays different. That is the first test's to bound.
 *
 * <p>Where nothing fresh can be compared, the first FAIL stands: a version must not get through because somebody stopped its pods.
 */
final class Confirmation {
    private static final double ERROR = 0.05;

    private final Comparison first;
    private final Policy policy;
    private final Selection fresh;

    /**
     * @param first what failed
     * @param policy of all the data, whatever a look may spend of it
     * @param fresh profiles of the same sides that begin later than those of {@code first}
     */
    Confirmation(Comparison first, Policy policy, Selection fresh) {
        this.first = first;
        this.policy = policy;
        this.fresh = fresh;
    }

    /**
     * A judgement after its causes were tested again.
     *
     * @param check for the report; empty if there was nothing to test again
     */
    record Confirmed(Judge.Judgement judgement, Optional<Check> check) {}

    Confirmed of(Judge.Judgement judgement) {
        if (judgement.causes().isEmpty()) {
            return new Confirmed(judgement, Optional.empty());
        }
        Concurrency.State time = Concurrency.of(fresh);
        Selection common = time == Concurrency.State.CONCURRENT ? Concurrency.common(fresh) : fresh;
        Selection used = Likeness.of(common, policy).kept();
        boolean empty =
                used.baseline().pods().isEmpty() || used.candidate().pods().isEmpty();
        if (empty || time == Concurrency.State.SEQUENTIAL) {
            return untested(judgement, "no profiles came that ran on both sides after it");
        }
        Map<Blame.Cause, Optional<RowOutcome>> again = tested(judgement.causes(), used);
        return again.isEmpty()
                ? untested(judgement, "what came after it is too little to compare")
                : confirmed(judgement, again, when(used));
    }

    private Map<Blame.Cause, Optional<RowOutcome>> tested(List<Blame.Cause> causes, Selection used) {
        List<Selection.Pod> pods = Stream.concat(used.baseline().pods().stream(), used.candidate().pods().stream())
                .toList();
        MergedTree merged = MergedTree.of(used, Evaluation.unitsPerSample(used.type(), pods));
        Policy again =
                policy.with(policy.shares().withErrors(ERROR, policy.shares().passError()));
        Comparison comparison = Comparison.of(merged, again, History.none());
        Map<Blame.Cause, TestedRow> rows = new LinkedHashMap<>();
        for (Blame.Cause cause : causes) {
            TestedRow row = first.rows().get(cause.row());
            function(merged, name(cause)).ifPresent(at -> rows.put(cause, new TestedRow(at, row.measure())));
        }
        Map<TestedRow, RowOutcome> outcomes =
                comparison.outcomes(rows.values().stream().distinct().toList());
        if (outcomes.isEmpty() && (!rows.isEmpty() || tooFew(comparison))) {
            return Map.of();
        }
        Map<Blame.Cause, Optional<RowOutcome>> byCause = new LinkedHashMap<>();
        causes.forEach(
                cause -> byCause.put(cause, Optional.ofNullable(rows.get(cause)).map(outcomes::get)));
        return byCause;
    }

    /** A function that no fresh profile has any more is gone only where there is enough to say so. */
    private static boolean tooFew(Comparison comparison) {
        return comparison.outcome() instanceof NotComparable;
    }

    private static OptionalInt function(MergedTree merged, String name) {
        return IntStream.range(0, merged.tree().functionCount())
                .filter(at -> merged.name(at).equals(name))
                .findFirst();
    }

    private String name(Blame.Cause cause) {
        return first.merged().name(first.rows().get(cause.row()).function());
    }

    private static Confirmed untested(Judge.Judgement judgement, String why) {
        Check check = new Check(
                "confirmation", Check.State.WARNING, "not tested on fresh data: " + why + ", so the first FAIL stands");
        return new Confirmed(judgement, Optional.of(check));
    }

    private Confirmed confirmed(Judge.Judgement judgement, Map<Blame.Cause, Optional<RowOutcome>> again, String when) {
        List<Blame.Cause> held = new ArrayList<>();
        List<String> lasting = new ArrayList<>();
        List<String> passing = new ArrayList<>();
        again.forEach((cause, row) -> {
            if (row.filter(RowOutcome::significant).isPresent()) {
                held.add(cause);
                lasting.add(words(cause, row));
            } else {
                passing.add(words(cause, row));
            }
        });
        if (held.isEmpty()) {
            Check check = new Check(
                    "confirmation", Check.State.FAILED, "not confirmed on fresh data " + when + ": " + list(passing));
            return new Confirmed(open(judgement, passing, when), Optional.of(check));
        }
        String gone = passing.isEmpty() ? "" : "; not confirmed, and no finding any more: " + list(passing);
        Check check = new Check(
                "confirmation", Check.State.OK, "confirmed on fresh data " + when + ": " + list(lasting) + gone);
        return new Confirmed(
                new Judge.Judgement(
                        Verdict.FAIL,
                        judgement.reasons(),
                        judgement.caveats(),
                        held,
                        judgement.moved(),
                        judgement.excused()),
                Optional.of(check));
    }

    /** Neither a FAIL, which has to last, nor a PASS, which has to rule growth out. */
    private static Judge.Judgement open(Judge.Judgement judgement, List<String> passing, String when) {
        List<Reason> reasons = new ArrayList<>(judgement.reasons());
        reasons.add(
                new Reason(
                        "not-confirmed",
                        "What grew significantly at first was not found again on fresh data " + when + ": "
                                + list(passing),
                        "Follow the canary once more: a growth that lasts is found again, and one of the start is over by then."));
        return new Judge.Judgement(
                Verdict.INCONCLUSIVE, reasons, judgement.caveats(), List.of(), judgement.moved(), judgement.excused());
    }

    private String words(Blame.Cause cause, Optional<RowOutcome> row) {
        return "`" + name(cause) + "` "
                + row.map(found -> String.format(
                                Locale.ROOT,
                                "%+.2f points (adjusted p %s)",
                                100 * found.delta(),
                                probability(found.adjustedP())))
                        .orElse("does not run any more");
    }

    private static String probability(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    private static String list(List<String> words) {
        return words.stream().collect(Collectors.joining(", "));
    }

    private static String when(Selection used) {
        List<StoredProfile> windows = Stream.of(used.baseline(), used.candidate())
                .flatMap(side -> side.pods().stream())
                .flatMap(pod -> pod.windows().stream())
                .toList();
        long from = windows.stream()
                .map(StoredProfile::time)
                .mapToLong(TimeRange::startNanos)
                .min()
                .orElse(0);
        long until = windows.stream()
                .map(StoredProfile::time)
                .mapToLong(TimeRange::endNanos)
                .max()
                .orElse(0);
        return "of " + seconds(from) + " to " + seconds(until);
    }

    private static Instant seconds(long nanos) {
        return Instant.ofEpochSecond(nanos / 1_000_000_000L).truncatedTo(ChronoUnit.SECONDS);
    }
}
