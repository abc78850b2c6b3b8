package dev.flamegate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The few figures that the README shows, between two comments. */
public final class ReadmeBlock {
    public static final String BEGIN = "<!-- calibration: begin -->";
    public static final String END = "<!-- calibration: end -->";

    private static final List<String> SIZES = List.of("A5", "A4", "A2", "A6");

    private final CalibrationResults results;

    private ReadmeBlock(CalibrationResults results) {
        this.results = results;
    }

    /**
     * @param origin of the document, for the message
     * @throws IllegalArgumentException if the document does not have both comments in this order
     */
    public static String rewrite(String document, String origin, CalibrationResults results) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    origin + " needs the lines " + BEGIN + " and " + END + ", in this order");
        }
        return document.substring(0, begin + BEGIN.length()) + "\n" + of(results) + document.substring(end);
    }

    /** The lines between the comments. */
    public static String of(CalibrationResults results) {
        ReadmeBlock block = new ReadmeBlock(results);
        return block.sizes() + "\n" + block.controls();
    }

    private String sizes() {
        StringBuilder table = new StringBuilder("| data a side, pods x minutes | unchanged versions that fail |"
                + " growth of a 1 % function that fails in 4 of 5 runs |\n|---|--:|--:|\n");
        for (String id : SIZES) {
            FleetScenario scenario = FleetScenario.named(id);
            Optional<Figure> fails = find("P1", scenario.text(), "false FAIL");
            Optional<Figure> growth = results.figures().stream()
                    .filter(figure -> figure.experiment().equals(SmallestGrowth.ID))
                    .filter(figure -> figure.data().equals(SmallestGrowth.data(scenario, 0.01)))
                    .findFirst();
            if (fails.isPresent() && growth.isPresent()) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s%s |\n",
                        scenario.size(),
                        rate(fails.get()),
                        prefix(growth.get().what()),
                        FigureText.value(growth.get())));
            }
        }
        return table.toString();
    }

    private static String prefix(String what) {
        return what.endsWith("more than") ? "more than " : what.endsWith("at most") ? "at most " : "";
    }

    private static String rate(Figure figure) {
        Rate rate = figure.rate();
        return FigureText.value(figure)
                + (rate == null
                        ? ""
                        : " (" + rate.count() + " of " + rate.runs() + " runs; at most "
                                + FigureText.percent(rate.high()) + ")");
    }

    private String controls() {
        List<String> lines = new ArrayList<>();
        for (Figure figure : results.figures()) {
            if (figure.experiment().equals(NegativeControls.ID) && figure.data().equals(NegativeControls.ALL)) {
                lines.add("| " + figure.what() + " | " + FigureText.value(figure) + " |");
            }
        }
        if (lines.isEmpty()) {
            return "";
        }
        Rate rate = find(NegativeControls.ID, NegativeControls.ALL, NegativeControls.GATE)
                .map(Figure::rate)
                .orElseThrow();
        return "The same " + rate.runs()
                + " pairs of equal versions, some of them with very different pods, judged by other rules:\n\n"
                + "| rule | fails |\n|---|--:|\n" + String.join("\n", lines) + "\n";
    }

    private Optional<Figure> find(String experiment, String data, String what) {
        return results.figures().stream()
                .filter(figure -> figure.experiment().equals(experiment)
                        && figure.data().equals(data)
                        && figure.what().equals(what))
                .findFirst();
    }
}
