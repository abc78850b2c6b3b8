/** Decodes pprof, the profile format of Go and of everything that speaks to its tools. */
@NullMarked
package dev.flamegate.ingest.pprof;

import org.jspecify.annotations.NullMarked;
