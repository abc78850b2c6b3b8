package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

import java.util.OptionalDouble;

/**
 * One function that was tested, by one measure.
 *
 * @param function canonical name
 * @param change what the evidence allows to say
 * @param equivalent whether a growth of the must-detect size is ruled out: PASS needs it of every row
 */
public record Row(String function, Measure measure, Change change, boolean equivalent, Evidence evidence) {
    public Row {
        text(function, "function");
    }

    /**
     * The corrected p-value of the direction in which the row changed: that of a decrease if it is said to have become less, else that
     * of growth. Empty for a decrease in a report that was kept before decreases had one.
     */
    OptionalDouble adjustedP() {
        if (!becameLess()) {
            return OptionalDouble.of(evidence.adjustedP());
        }
        Evidence.Decrease decrease = evidence.decrease();
        return decrease == null ? OptionalDouble.empty() : OptionalDouble.of(decrease.adjustedP());
    }

    boolean becameLess() {
        return change instanceof Change.Shrank
                || change instanceof Change.Vanished
                || (change instanceof Change.Moved && change.points() < 0);
    }
}
