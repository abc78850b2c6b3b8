package dev.flamegate.stats;

/** What the comparison of a version with the pooled earlier ones ended in: figures for every row, or the reason why there are none. */
public sealed interface AnchorOutcome permits Anchored, NotComparable {}
