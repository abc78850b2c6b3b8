package dev.flamegate.stats;

/** What the scan of a series of versions ended in: figures for every row, or the reason why there are none. */
public sealed interface ScanOutcome permits Scanned, NotComparable {}
