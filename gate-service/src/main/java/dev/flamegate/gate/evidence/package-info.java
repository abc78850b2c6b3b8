/** What verdicts were made from, kept longer than the profiles: to make a verdict again, to the byte, or by another policy. */
@NullMarked
package dev.flamegate.gate.evidence;

import org.jspecify.annotations.NullMarked;
