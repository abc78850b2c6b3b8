/** The question, the selection of its two sides, the comparison, the judgement, and the report of it. */
@NullMarked
package dev.flamegate.gate;

import org.jspecify.annotations.NullMarked;
