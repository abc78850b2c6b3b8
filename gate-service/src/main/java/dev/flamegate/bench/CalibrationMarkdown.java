package dev.flamegate.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as a document: a table an experiment. */
public final class CalibrationMarkdown {
    private static final Map<String, String> TITLES = titles();

    private CalibrationMarkdown() {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("P1", "Equal versions");
        titles.put("P2", "Equal versions, rows of any size");
        titles.put("P3", "Optimisations");
        titles.put("P4", "Cost that moved");
        titles.put("P5", "Another mix of requests, without counts of them");
        titles.put("P6", "Power, over that of an oracle that knows every variance");
        titles.put("P7", "Size that is found, over that of the oracle");
        titles.put("P6b", "Power with the spread of past gates");
        titles.put("P8", "Regressions of exactly the must-detect size");
        titles.put("P9", "Equal versions that should pass");
        titles.put("P10", "One point more in a known place");
        titles.put("P11", "Everything alike is slower");
        titles.put("P12", "Versions that ran at different times");
        titles.put("P13", "Several looks at growing data");
        titles.put("P14", "A week of versions");
        titles.put("P16", "Controls: what else could be done with the same tables");
        titles.put("P17", "A program of ten times the size");
        titles.put("size", "The smallest growth that fails");
        titles.put("real", "Recorded profiles of real programs");
        return titles;
    }

    public static String write(CalibrationResults results) {
        StringBuilder text = new StringBuilder();
        text.append("# Calibration\n\n")
                .append("Written by `flamegate bench calibration`; do not edit. Version ")
                .append(results.tool())
                .append(", up to ")
                .append(results.runs().equal())
                .append(" runs a row. [How to read it](calibration-guide.md).\n");
        Map<String, List<Figure>> byExperiment = new LinkedHashMap<>();
        TITLES.keySet()
                .forEach(id -> byExperiment.put(
                        id,
                        results.figures().stream()
                                .filter(figure -> figure.experiment().equals(id))
                                .toList()));
        byExperiment.forEach((id, figures) -> {
            if (!figures.isEmpty()) {
                table(id, figures, text);
            }
        });
        return text.toString();
    }

    private static void table(String id, List<Figure> figures, StringBuilder text) {
        text.append("\n## ").append(id).append(": ").append(TITLES.get(id)).append("\n\n");
        text.append("| data | what | measured | 95 % interval | runs | bound | |\n|---|---|--:|---|--:|---|---|\n");
        for (Figure figure : figures) {
            Rate rate = figure.rate();
            Bound bound = figure.bound();
            text.append("| ")
                    .append(String.join(
                            " | ",
                            figure.data(),
                            figure.what(),
                            FigureText.value(figure),
                            rate == null ? "" : FigureText.interval(rate),
                            rate == null ? "" : Integer.toString(rate.runs()),
                            bound == null ? "" : FigureText.bound(figure.unit(), bound),
                            FigureText.state(figure.state())))
                    .append(" |\n");
        }
    }
}
