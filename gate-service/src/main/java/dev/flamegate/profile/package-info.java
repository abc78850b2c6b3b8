/** The format-free profile: what every decoder produces and everything behind it consumes. Imports nothing of ours. */
@NullMarked
package dev.flamegate.profile;

import org.jspecify.annotations.NullMarked;
