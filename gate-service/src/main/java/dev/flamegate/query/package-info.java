/**
 * Questions to the store that are not a gate: which series, one merged profile, a series over time, the functions that cost most, two
 * selections side by side. Every answer says what a limit cut off.
 */
@NullMarked
package dev.flamegate.query;

import org.jspecify.annotations.NullMarked;
