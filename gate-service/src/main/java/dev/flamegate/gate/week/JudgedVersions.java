package dev.flamegate.gate.week;

import dev.flamegate.gate.week.WeekTables.Pod;
import dev.flamegate.gate.week.WeekTables.Version;
import dev.flamegate.stats.CountTable;
import dev.flamegate.stats.ShareSettings;
import dev.flamegate.stats.VersionTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The versions that have enough pods, as tables of the functions that matter: those that take at least the material share in one of them.
 * A function that is below it everywhere cannot have grown by it.
 */
final class JudgedVersions {
    static final int PODS_MIN = 2;

    private final List<Version> versions;
    private final List<List<Pod>> pods;
    private final int[] functions;

    private JudgedVersions(List<Version> versions, List<List<Pod>> pods, int[] functions) {
        this.versions = versions;
        this.pods = pods;
        this.functions = functions;
    }

    static JudgedVersions of(WeekTables week, ShareSettings settings) {
        List<Version> judged = new ArrayList<>();
        List<List<Pod>> pods = new ArrayList<>();
        for (Version version : week.versions()) {
            List<Pod> usable = usable(version, settings);
            if (usable.size() >= PODS_MIN) {
                judged.add(version);
                pods.add(usable);
            }
        }
        double[] largest = new double[week.functions().size()];
        for (List<Pod> own : pods) {
            double[] mean = new double[largest.length];
            for (Pod pod : own) {
                for (int i = 0; i < pod.functions().length; i++) {
                    mean[pod.functions()[i]] += pod.self()[i] / pod.samples() / own.size();
                }
            }
            Arrays.setAll(largest, function -> Math.max(largest[function], mean[function]));
        }
        int[] functions = IntStream.range(0, largest.length)
                .filter(function -> largest[function] >= settings.materialShare())
                .toArray();
        return new JudgedVersions(judged, pods, functions);
    }

    private static List<Pod> usable(Version version, ShareSettings settings) {
        return version.pods().stream()
                .filter(pod -> pod.samples() > 0 && pod.samples() >= settings.samplesMin())
                .filter(pod -> Arrays.stream(pod.self()).allMatch(count -> count >= 0))
                .toList();
    }

    int size() {
        return versions.size();
    }

    Version version(int position) {
        return versions.get(position);
    }

    List<Pod> pods(int position) {
        return pods.get(position);
    }

    /** -1 if it is not judged. */
    int position(Version version) {
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).name().equals(version.name())) {
                return i;
            }
        }
        return -1;
    }

    /** Number of a row's function. */
    int function(int row) {
        return functions[row];
    }

    int rows() {
        return functions.length;
    }

    /** Of these versions, in this order; at least one. */
    VersionTables tables(int from, int to) {
        List<CountTable> tables = new ArrayList<>();
        for (int version = from; version < to; version++) {
            List<Pod> own = pods.get(version);
            double[][] counts = new double[functions.length][own.size()];
            for (int pod = 0; pod < own.size(); pod++) {
                fill(own.get(pod), counts, pod);
            }
            tables.add(
                    CountTable.of(counts, own.stream().mapToDouble(Pod::samples).toArray()));
        }
        return VersionTables.of(tables);
    }

    /** Both lists of functions ascend. */
    private void fill(Pod pod, double[][] counts, int column) {
        int row = 0;
        for (int i = 0; i < pod.functions().length && row < functions.length; i++) {
            while (row < functions.length && functions[row] < pod.functions()[i]) {
                row++;
            }
            if (row < functions.length && functions[row] == pod.functions()[i]) {
                counts[row][column] = Math.min(pod.samples(), pod.self()[i]);
            }
        }
    }
}
