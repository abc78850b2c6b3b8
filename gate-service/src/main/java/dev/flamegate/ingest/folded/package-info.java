/** Stacks as lines of text (folded, plain lines, what {@code perf script} prints), and Pyroscope's packings of them (trie, tree). */
@NullMarked
package dev.flamegate.ingest.folded;

import org.jspecify.annotations.NullMarked;
