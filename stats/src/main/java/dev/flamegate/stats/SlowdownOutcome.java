package dev.flamegate.stats;

/** What the test for a uniform slowdown ended in: figures, or the reason why there are none. */
public sealed interface SlowdownOutcome permits Slowdown, NotComparable {}
