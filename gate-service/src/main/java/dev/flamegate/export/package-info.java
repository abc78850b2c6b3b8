/**
 * Answers of queries in the forms that other tools read: pprof, folded stacks, the flamebearer of Pyroscope, the messages of its querier.
 * What {@code ingest} is for reading, this is for writing: the only place that knows how these forms are laid out.
 */
@NullMarked
package dev.flamegate.export;

import org.jspecify.annotations.NullMarked;
