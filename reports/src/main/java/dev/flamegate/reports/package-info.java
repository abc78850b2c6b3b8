/**
 * The {@link dev.flamegate.reports.GateReport} document and everything that shows it. The document is complete: no renderer decides,
 * sorts by importance, drops anything, or compares a number with a threshold.
 */
@NullMarked
package dev.flamegate.reports;

import org.jspecify.annotations.NullMarked;
