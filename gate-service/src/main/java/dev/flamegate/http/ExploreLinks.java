package dev.flamegate.http;

import dev.flamegate.gate.EvaluationRequest.Cohort;
import dev.flamegate.http.Exploration.Side;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where one can go from what is explored: other baselines, the same as files, the question to the gate. */
final class ExploreLinks {
    private static final long SECOND = 1_000_000_000L;

    private final Exploration shown;
    private final ExploreAddress fixed;

    ExploreLinks(Exploration shown) {
        this.shown = shown;
        this.fixed = fixed(shown);
    }

    /** @param text that people read */
    record Link(String text, String address) {}

    /** The same with the type and all times written out, so that it shows the same tomorrow. */
    private static ExploreAddress fixed(Exploration shown) {
        ExploreAddress address = shown.address()
                .with(ExploreAddress.TYPE, shown.type())
                .with(ExploreAddress.FROM, time(shown.candidate().range().startNanos()))
                .with(ExploreAddress.UNTIL, time(shown.candidate().range().endNanos()));
        return shown.baseline().map(side -> between(address, side.range())).orElse(address);
    }

    private static ExploreAddress between(ExploreAddress address, TimeRange range) {
        return address.with(ExploreAddress.BASELINE_FROM, time(range.startNanos()))
                .with(ExploreAddress.BASELINE_UNTIL, time(range.endNanos()));
    }

    static String time(long nanos) {
        return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND).toString();
    }

    String permanent() {
        return fixed.link();
    }

    /** Baselines that are often wanted. */
    List<Link> presets() {
        List<Link> presets = new ArrayList<>();
        previous().ifPresent(presets::add);
        presets.add(
                new Link("the same time yesterday", earlier(Duration.ofDays(1)).link()));
        presets.add(
                new Link("the same time last week", earlier(Duration.ofDays(7)).link()));
        if (shown.baseline().isPresent()) {
            presets.add(new Link(
                    "nothing, only the candidate", fixed.withoutBaseline().link()));
        }
        return presets;
    }

    /** The version that began before the candidate's: at the same time if it still ran then, else in its last time of that length. */
    private Optional<Link> previous() {
        int at = -1;
        for (int i = 0; i < shown.versions().size(); i++) {
            if (shown.versions().get(i).value().equals(shown.candidate().version())) {
                at = i;
            }
        }
        if (at < 1) {
            return Optional.empty();
        }
        Holdings before = shown.versions().get(at - 1);
        ExploreAddress address = fixed.withoutBaseline().with(ExploreAddress.BASELINE, before.value());
        TimeRange range = shown.candidate().range();
        long last = before.last().getEpochSecond() * SECOND + SECOND;
        boolean together = last > range.startNanos() && before.first().getEpochSecond() * SECOND < range.endNanos();
        TimeRange own = new TimeRange(Math.max(0, last - range.durationNanos()), last);
        return Optional.of(
                new Link("the version before, " + before.value(), (together ? address : between(address, own)).link()));
    }

    /** Of the same version if it ran then, else of all. */
    private ExploreAddress earlier(Duration by) {
        TimeRange range = shown.candidate().range();
        TimeRange before = new TimeRange(
                Math.max(0, range.startNanos() - by.toNanos()), Math.max(0, range.endNanos() - by.toNanos()));
        String version = shown.candidate().version();
        boolean ran = shown.versions().stream()
                .anyMatch(one ->
                        one.value().equals(version) && one.first().getEpochSecond() * SECOND < before.endNanos());
        return between(fixed.withoutBaseline().with(ExploreAddress.BASELINE, ran ? version : ""), before);
    }

    /** The service's API gives the same as files. */
    List<Link> downloads() {
        Side after = shown.candidate();
        if (shown.baseline().isEmpty()) {
            return List.of(
                    new Link("pprof", merge(after, "pprof")),
                    new Link("folded", merge(after, "folded")),
                    new Link("SVG", merge(after, "svg")),
                    new Link("JSON", merge(after, "json")));
        }
        Side before = shown.baseline().get();
        return List.of(
                new Link("pprof of the baseline", merge(before, "pprof")),
                new Link("pprof of the candidate", merge(after, "pprof")),
                new Link("folded, both", diff(before, after, "folded")),
                new Link("SVG", diff(before, after, "svg")),
                new Link("JSON", diff(before, after, "json")));
    }

    private static String merge(Side side, String format) {
        return "/api/v1/query/merge?query=" + SearchRoutes.encoded(side.query()) + times("", side) + "&format="
                + format;
    }

    private static String diff(Side before, Side after, String format) {
        return "/api/v1/query/diff?baseline=" + SearchRoutes.encoded(before.query()) + "&candidate="
                + SearchRoutes.encoded(after.query()) + times("baseline_", before) + times("candidate_", after)
                + "&format=" + format;
    }

    private static String times(String prefix, Side side) {
        return "&" + prefix + "from=" + time(side.range().startNanos()) + "&" + prefix + "until="
                + time(side.range().endNanos());
    }

    /** What stands in the way of asking the gate about this; empty if nothing does. */
    Optional<String> noGate() {
        if (shown.baseline().isEmpty()) {
            return Optional.of("A gate compares two versions: name a baseline.");
        }
        Side before = shown.baseline().get();
        if (!before.range().equals(shown.candidate().range())) {
            return Optional.of("A gate compares versions that ran side by side: give both sides the same time.");
        }
        if (before.selector().equals(shown.candidate().selector())) {
            return Optional.of("Both sides are the same profiles.");
        }
        boolean all = cohort(before, ExploreAddress.BASELINE_SELECTOR).equals("{}")
                || cohort(shown.candidate(), ExploreAddress.CANDIDATE_SELECTOR).equals("{}");
        return all ? Optional.of("A gate needs a version, or a condition, on both sides.") : Optional.empty();
    }

    /** The question, as {@code POST /api/v1/gates} takes it; only if {@link #noGate} is empty. */
    Map<String, Object> question() {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("service", shown.address().text(ExploreAddress.SERVICE));
        question.put("baseline", cohort(shown.baseline().orElseThrow(), ExploreAddress.BASELINE_SELECTOR));
        question.put("candidate", cohort(shown.candidate(), ExploreAddress.CANDIDATE_SELECTOR));
        question.put("type", shown.type());
        TimeRange range = shown.candidate().range();
        question.put("window", Map.of("from", time(range.startNanos()), "until", time(range.endNanos())));
        return question;
    }

    /** A version by its name where that is enough, else a selector. */
    private String cohort(Side side, String own) {
        boolean isBaseline = own.equals(ExploreAddress.BASELINE_SELECTOR);
        LabelSelector more = Exploration.conditions(shown.address(), ExploreAddress.SELECTOR)
                .and(Exploration.conditions(shown.address(), own));
        String version = side.version();
        boolean isRule =
                !version.isEmpty() && Cohort.parseBaseline(version).selector().equals(LabelSelector.ALL);
        if (more.equals(LabelSelector.ALL) && !version.isEmpty() && !isRule) {
            return version;
        }
        return Exploration.versions(shown.address(), isBaseline ? ExploreAddress.BASELINE : ExploreAddress.CANDIDATE)
                .and(more)
                .toString();
    }
}
