package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

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
}
