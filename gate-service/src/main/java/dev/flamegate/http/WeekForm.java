package dev.flamegate.http;

import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.Week.Cell;
import dev.flamegate.gate.week.Week.Change;
import dev.flamegate.gate.week.Week.Creep;
import dev.flamegate.gate.week.Week.FunctionRow;
import dev.flamegate.gate.week.Week.Step;
import dev.flamegate.gate.week.Week.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A week as JSON. What is not known is left out. */
final class WeekForm {
    private WeekForm() {}

    static Map<String, Object> of(Week week, int functionsMax) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("service", week.service());
        map.put("type", week.type().toString());
        map.put("unit", week.type().sampleType().unit());
        map.put("from", time(week.shown().startNanos()));
        map.put("until", time(week.shown().endNanos()));
        map.put("profiles", week.profiles());
        map.put("alpha", week.alpha());
        put(map, "current_cores", week.currentCores());
        map.put("notes", week.notes());
        map.put("versions", week.versions().stream().map(WeekForm::version).toList());
        map.put("functions_tested", week.functionsTested());
        map.put(
                "functions",
                week.functions().stream()
                        .limit(functionsMax)
                        .map(row -> function(row, week.versions()))
                        .toList());
        map.put("change_points", week.steps().stream().map(WeekForm::step).toList());
        map.put(
                "cost_change_points",
                week.costSteps().stream().map(WeekForm::step).toList());
        return map;
    }

    private static Map<String, Object> version(Version version) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", version.name());
        map.put("first", time(version.firstNanos()));
        map.put("last", time(version.lastNanos()));
        map.put(
                "pods",
                version.pods().stream()
                        .map(pod -> Map.of(
                                "pod",
                                pod.name(),
                                "first",
                                time(pod.firstNanos()),
                                "last",
                                time(pod.lastNanos()),
                                "samples",
                                Math.round(pod.samples())))
                        .toList());
        map.put("judged", version.judged());
        version.failedIn().ifPresent(gate -> map.put("failed_in", gate));
        map.put("anchors", version.anchors());
        if (!version.note().isEmpty()) {
            map.put("note", version.note());
        }
        Map<String, Object> cost = new LinkedHashMap<>();
        put(cost, "per_request", version.cost().perRequest());
        put(cost, "per_request_low", version.cost().low());
        put(cost, "per_request_high", version.cost().high());
        put(cost, "cores_per_pod", version.cost().coresPerPod());
        put(cost, "change", change(version.cost().change()));
        map.put("cost", cost);
        put(map, "week_ago", creep(version.weekAgo()));
        put(map, "ten_releases_ago", creep(version.tenReleasesAgo()));
        return map;
    }

    private static @Nullable Map<String, Object> creep(@Nullable Creep creep) {
        if (creep == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", creep.anchor());
        List<Map<String, Object>> grown = new ArrayList<>();
        creep.grown().forEach(mover -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("function", mover.function());
            put(line, "change", change(mover.change()));
            grown.add(line);
        });
        map.put("grown", grown);
        put(map, "cost_change", change(creep.cost()));
        return map;
    }

    private static Map<String, Object> function(FunctionRow row, List<Version> versions) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (int column = 0; column < versions.size(); column++) {
            Cell cell = row.cells().get(column);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("version", versions.get(column).name());
            put(map, "share", cell.share());
            put(map, "change", change(cell.change()));
            cells.add(map);
        }
        return Map.of("function", row.function(), "cells", cells);
    }

    private static @Nullable Map<String, Object> change(@Nullable Change change) {
        if (change == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("anchor", change.anchor());
        map.put("size", change.size());
        map.put("low", change.low());
        map.put("high", change.high());
        map.put("adjusted_p", change.adjustedP());
        map.put("significant", change.significant());
        put(map, "cores", change.cores());
        return map;
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (!step.function().isEmpty()) {
            map.put("function", step.function());
        }
        map.put("version", step.version());
        map.put("size", step.size());
        map.put("z", step.z());
        map.put("adjusted_p", step.adjustedP());
        map.put("material", step.material());
        put(map, "cores", step.cores());
        return map;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static void put(Map<String, Object> map, String name, OptionalDouble value) {
        value.ifPresent(number -> map.put(name, number));
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
