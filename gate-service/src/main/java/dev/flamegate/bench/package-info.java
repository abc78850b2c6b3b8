/**
 * Measures the gate by what it says about simulated fleets and recorded profiles whose truth is known: how often it fails a version
 * that did not change, and how small a regression it finds. It uses the gate by its public entrance alone, so that what is measured is
 * what ships.
 */
@NullMarked
package dev.flamegate.bench;

import org.jspecify.annotations.NullMarked;
