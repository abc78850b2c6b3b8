package dev.flamegate.gate.week;

import dev.flamegate.gate.week.Week.Cell;
import dev.flamegate.gate.week.Week.Change;
import dev.flamegate.gate.week.Week.Cost;
import dev.flamegate.gate.week.Week.Creep;
import dev.flamegate.gate.week.Week.FunctionRow;
import dev.flamegate.gate.week.Week.Mover;
import dev.flamegate.gate.week.Week.PodLife;
import dev.flamegate.gate.week.Week.Step;
import dev.flamegate.gate.week.WeekTables.Pod;
import dev.flamegate.gate.week.WeekTables.Version;
import dev.flamegate.stats.AnchorOutcome;
import dev.flamegate.stats.Anchored;
import dev.flamegate.stats.NotComparable;
import dev.flamegate.stats.ScanOutcome;
import dev.flamegate.stats.Scanned;
import dev.flamegate.stats.ShareSettings;
import dev.flamegate.stats.VersionTables;
import dev.flamegate.stats.WeekComparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** From tables to what is said of a week. Knows no clock and reads nothing: the same tables say the same. */
final class WeekJudge {
    private static final int RELEASES = 10;
    private static final int MOVERS_MAX = 5;
    private static final int COLUMNS_MAX = 60;
    private static final double NORMAL_95 = 1.959963984540054;

    private final WeekQuestion question;
    private final WeekTables week;
    private final ShareSettings settings;
    private final List<Version> columns;
    private final int cut;
    private final Map<String, String> failures = new HashMap<>();
    private final JudgedVersions judged;
    private final Anchors anchors;
    private final OptionalDouble currentCores;
    private final WeekCosts costs;
    private final @Nullable VersionTables tables;

    /** @param failure the gate that failed a version as a candidate, if the latest one did */
    WeekJudge(
            WeekQuestion question,
            WeekTables week,
            ShareSettings settings,
            Function<String, Optional<String>> failure) {
        this.question = question;
        this.week = week;
        this.settings = settings;
        List<Version> inTime = week.versions().stream()
                .filter(version -> version.lastNanos() >= question.shown().startNanos())
                .toList();
        this.cut = Math.max(0, inTime.size() - COLUMNS_MAX);
        this.columns = inTime.subList(cut, inTime.size());
        week.versions()
                .forEach(
                        version -> failure.apply(version.name()).ifPresent(gate -> failures.put(version.name(), gate)));
        this.judged = JudgedVersions.of(week, settings);
        this.anchors = new Anchors(judged, failures.keySet());
        this.currentCores = CurrentCores.of(week);
        this.costs = new WeekCosts(judged, week.unitsPerSample(), currentCores, settings.alpha());
        this.tables = judged.size() == 0 ? null : judged.tables(0, judged.size());
    }

    Week judge() {
        List<Integer> shown = columns.stream()
                .map(judged::position)
                .filter(position -> position >= 0)
                .toList();
        int comparisons = (int) shown.stream()
                .filter(version -> !anchors.before(version).isEmpty())
                .count();
        int creeps = (int) shown.stream()
                .mapToLong(version ->
                        anchors.weekAgo(version, WeekQuestion.DAY_NANOS * WeekQuestion.DAYS_BEFORE).stream()
                                        .count()
                                + anchors.releasesAgo(version, RELEASES).stream()
                                        .count())
                .sum();
        List<Week.Version> versions = new ArrayList<>();
        List<AnchorOutcome> found = new ArrayList<>();
        for (Version column : columns) {
            int position = judged.position(column);
            AnchorOutcome outcome = compare(position, comparisons);
            found.add(outcome);
            versions.add(version(column, position, outcome, comparisons, creeps));
        }
        List<String> notes = new ArrayList<>(week.notes());
        if (cut > 0) {
            notes.add("The newest " + COLUMNS_MAX + " versions are shown, and " + cut + " older ones are not.");
        }
        List<Step> steps = steps(shown, notes);
        if (!costs.isKnown()) {
            notes.add(
                    "No two pods of a version say how many requests they served, so the cost of a request is not known.");
        }
        return new Week(
                question.service(),
                week.type(),
                question.shown(),
                versions,
                rows(found, steps),
                judged.rows(),
                steps,
                costs.steps().stream()
                        .filter(step -> columns.stream()
                                .anyMatch(column -> column.name().equals(step.version())))
                        .toList(),
                currentCores,
                settings.alpha(),
                week.profiles(),
                notes);
    }

    private AnchorOutcome compare(int position, int comparisons) {
        if (position < 0 || tables == null) {
            return new NotComparable(
                    "It has fewer than " + JudgedVersions.PODS_MIN + " pods with at least "
                            + Math.round(settings.samplesMin()) + " samples.",
                    "Profile more pods, or longer.");
        }
        return WeekComparison.withDefaults()
                .with(settings.alpha())
                .against(tables, ints(anchors.before(position)), position, Math.max(1, comparisons));
    }

    private Week.Version version(Version column, int position, AnchorOutcome outcome, int comparisons, int creeps) {
        List<Integer> compared = position < 0 ? List.of() : anchors.before(position);
        OptionalDouble cores = week.isCpu()
                ? column.pods().stream().mapToDouble(Pod::unitsPerNano).average()
                : OptionalDouble.empty();
        Cost cost = position < 0
                ? new Cost(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), cores, null)
                : costs.of(position, compared, Math.max(1, comparisons), cores);
        return new Week.Version(
                column.name(),
                column.firstNanos(),
                column.lastNanos(),
                column.pods().stream()
                        .map(pod -> new PodLife(pod.name(), pod.firstNanos(), pod.lastNanos(), pod.samples()))
                        .toList(),
                Optional.ofNullable(failures.get(column.name())),
                position >= 0,
                compared.stream().map(anchor -> judged.version(anchor).name()).toList(),
                note(position, compared, outcome),
                cost,
                position < 0
                        ? null
                        : creep(
                                position,
                                anchors.weekAgo(position, WeekQuestion.DAY_NANOS * WeekQuestion.DAYS_BEFORE),
                                creeps),
                position < 0 ? null : creep(position, anchors.releasesAgo(position, RELEASES), creeps));
    }

    private static String note(int position, List<Integer> compared, AnchorOutcome outcome) {
        if (position >= 0 && compared.isEmpty()) {
            return "No version before it has enough pods and did not fail: it is what later versions are compared with.";
        }
        return outcome instanceof NotComparable not ? not.reason() + " " + not.needed() : "";
    }

    private @Nullable Creep creep(int position, Optional<Integer> anchor, int creeps) {
        if (anchor.isEmpty() || tables == null) {
            return null;
        }
        AnchorOutcome outcome = WeekComparison.withDefaults()
                .with(settings.alpha())
                .against(tables, new int[] {anchor.get()}, position, creeps);
        List<Mover> grown = new ArrayList<>();
        if (outcome instanceof Anchored found) {
            found.departures().stream()
                    .filter(departure -> departure.significant() && departure.size() > 0)
                    .sorted(Comparator.comparingDouble(departure -> -departure.size()))
                    .limit(MOVERS_MAX)
                    .forEach(departure -> grown.add(new Mover(name(departure.row()), change(departure))));
        }
        return new Creep(
                judged.version(anchor.get()).name(), grown, costs.change(position, List.of(anchor.get()), creeps));
    }

    private List<Step> steps(List<Integer> shown, List<String> notes) {
        if (shown.isEmpty()) {
            notes.add(
                    "No version has " + JudgedVersions.PODS_MIN + " pods with enough samples: nothing can be judged.");
            return List.of();
        }
        int from = shown.get(0);
        int to = shown.get(shown.size() - 1) + 1;
        ScanOutcome outcome =
                WeekComparison.withDefaults().with(settings.alpha()).scan(judged.tables(from, to));
        if (outcome instanceof NotComparable not) {
            notes.add("Lasting changes were not looked for: " + not.reason() + " " + not.needed());
            return List.of();
        }
        return ((Scanned) outcome)
                .steps().stream()
                        .filter(Scanned.Step::significant)
                        .sorted(Comparator.comparingDouble(step -> -Math.abs(step.size())))
                        .map(step -> new Step(
                                name(step.row()),
                                judged.version(from + step.firstVersion()).name(),
                                step.size(),
                                step.z(),
                                step.adjustedP(),
                                Math.abs(step.size()) >= settings.materialShare(),
                                cores(step.size())))
                        .toList();
    }

    /** Those with a significant change first; among equals, those that changed most. */
    private List<FunctionRow> rows(List<AnchorOutcome> found, List<Step> steps) {
        List<FunctionRow> rows = new ArrayList<>();
        for (int row = 0; row < judged.rows(); row++) {
            List<Cell> cells = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                int position = judged.position(columns.get(column));
                cells.add(new Cell(
                        position >= 0 && tables != null
                                ? OptionalDouble.of(tables.share(row, position))
                                : OptionalDouble.empty(),
                        found.get(column) instanceof Anchored anchored
                                ? change(anchored.departures().get(row))
                                : null));
            }
            rows.add(new FunctionRow(name(row), cells));
        }
        Map<String, Double> stepSizes = new HashMap<>();
        steps.forEach(step -> stepSizes.put(step.function(), Math.abs(step.size())));
        rows.sort(Comparator.<FunctionRow>comparingDouble(
                        row -> -Math.max(largest(row, true), stepSizes.getOrDefault(row.function(), 0.0)))
                .thenComparingDouble(row -> -largest(row, false))
                .thenComparing(FunctionRow::function));
        return rows;
    }

    private static double largest(FunctionRow row, boolean significantOnly) {
        return row.cells().stream()
                .map(Cell::change)
                .filter(change -> change != null && (change.significant() || !significantOnly))
                .mapToDouble(change -> change == null ? 0 : Math.abs(change.size()))
                .max()
                .orElse(0);
    }

    private Change change(Anchored.Departure departure) {
        double reach = NORMAL_95 * departure.standardError();
        return new Change(
                departure.anchor(),
                departure.size(),
                departure.size() - reach,
                departure.size() + reach,
                departure.adjustedP(),
                departure.significant(),
                cores(departure.size()));
    }

    private OptionalDouble cores(double share) {
        return currentCores.isPresent()
                ? OptionalDouble.of(share * currentCores.getAsDouble())
                : OptionalDouble.empty();
    }

    private String name(int row) {
        return week.functions().get(judged.function(row));
    }

    private static int[] ints(List<Integer> numbers) {
        return IntStream.range(0, numbers.size()).map(numbers::get).toArray();
    }
}
