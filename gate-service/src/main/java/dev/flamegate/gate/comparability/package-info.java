/** Are two sides alike enough to compare? Pure: profiles with their labels in, checks and reasons out. */
@NullMarked
package dev.flamegate.gate.comparability;

import org.jspecify.annotations.NullMarked;
