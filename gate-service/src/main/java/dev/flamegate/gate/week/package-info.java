/** The versions of a week side by side: which of them made which function dearer or cheaper, and whether that is more than chance. */
@NullMarked
package dev.flamegate.gate.week;

import org.jspecify.annotations.NullMarked;
