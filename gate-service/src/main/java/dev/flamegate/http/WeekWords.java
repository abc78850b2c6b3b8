package dev.flamegate.http;

import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.Week.Change;
import dev.flamegate.gate.week.Week.Mover;
import dev.flamegate.gate.week.Week.Step;
import dev.flamegate.reports.ShortName;
import dev.flamegate.reports.Words;
import java.util.OptionalDouble;

/** What a week has to say, in the words of a report. */
final class WeekWords {
    private WeekWords() {}

    /** "3.1 cores", without a sign. */
    static String cores(double cores) {
        double size = Math.abs(cores);
        int digits = size >= 100 ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3;
        return Words.number(size, digits) + " cores";
    }

    /** " = 3.1 cores more at current traffic", or nothing. */
    static String inCores(OptionalDouble cores) {
        return cores.isPresent()
                ? " = " + cores(cores.getAsDouble()) + (cores.getAsDouble() < 0 ? " less" : " more")
                        + " at current traffic"
                : "";
    }

    static String interval(Change change) {
        return "95 % sure of " + Words.signed(100 * change.low()) + " to " + Words.signed(100 * change.high());
    }

    /** A step as a sentence, names between back-ticks. */
    static String sentence(Step step, Week week) {
        String cost = Words.cost(week.type().toString());
        if (step.function().isEmpty()) {
            return "A request costs " + Words.growth(step.size()) + " " + cost + " since `" + step.version() + "`"
                    + inCores(step.cores());
        }
        return "`" + ShortName.inSentence(step.function()) + "` takes " + Words.signedPoints(100 * step.size()) + " of "
                + cost + " since `" + step.version() + "`" + inCores(step.cores());
    }

    /** A change of the newest version as a sentence. */
    static String sentence(Mover mover, String version, Week week) {
        return "`" + ShortName.inSentence(mover.function()) + "` takes "
                + Words.signedPoints(100 * mover.change().size()) + " of "
                + Words.cost(week.type().toString())
                + " in `" + version + "`, the newest (" + interval(mover.change()) + ")"
                + inCores(mover.change().cores());
    }

    /** What a cell's title says. */
    static String cell(String function, String version, Week.Cell cell, String cost) {
        StringBuilder words = new StringBuilder(function + " in " + version + ": ");
        if (cell.share().isEmpty()) {
            return words.append("too few pods or samples").toString();
        }
        words.append(Words.percent(cell.share().getAsDouble())).append(" of ").append(cost);
        Change change = cell.change();
        if (change == null) {
            return words.append("; nothing to compare it with").toString();
        }
        return words.append("; ")
                .append(Words.signedPoints(100 * change.size()))
                .append(" against ")
                .append(Words.percent(change.anchor()))
                .append(" in the versions before, ")
                .append(interval(change))
                .append(change.significant() ? inCores(change.cores()) : "; not significant")
                .toString();
    }
}
