/** The gate tried on versions that are equal for sure: how often it is wrong, counted per service while it runs. */
@NullMarked
package dev.flamegate.gate.trial;

import org.jspecify.annotations.NullMarked;
