package dev.flamegate.bench;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A family of figures that come from the same runs. */
interface Experiment {

    /** Which figures it gives: {@code P1}, {@code P2}. */
    Set<String> ids();

    /** Gives each figure as soon as it is known. */
    void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures);

    /** Time per gate of some runs: median and 95th percentile. */
    static List<Figure> times(String experiment, String data, List<Judged> runs) {
        double[] millis =
                runs.stream().mapToDouble(run -> run.nanos() / 1e6).sorted().toArray();
        return List.of(
                Figure.number(
                        experiment,
                        data,
                        "time a gate, median",
                        Figure.Unit.MILLISECONDS,
                        millis[millis.length / 2],
                        null),
                Figure.number(
                        experiment,
                        data,
                        "time a gate, 95th percentile",
                        Figure.Unit.MILLISECONDS,
                        millis[Math.min(millis.length - 1, (int) (0.95 * millis.length))],
                        null));
    }
}
