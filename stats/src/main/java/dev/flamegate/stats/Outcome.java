package dev.flamegate.stats;

/** What a comparison ended in: figures for every row, or the reason why there are none. */
public sealed interface Outcome permits Compared, NotComparable {}
