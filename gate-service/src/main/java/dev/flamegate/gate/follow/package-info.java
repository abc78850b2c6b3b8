/** Following a canary: planned looks at data that still comes in, up to a deadline, with their progress. */
@NullMarked
package dev.flamegate.gate.follow;

import org.jspecify.annotations.NullMarked;
