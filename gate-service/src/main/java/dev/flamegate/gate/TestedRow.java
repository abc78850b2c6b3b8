package dev.flamegate.gate;

import dev.flamegate.reports.Measure;

/** A hypothesis: this function of the merged tree has grown, by this measure. */
record TestedRow(int function, Measure measure) {}
