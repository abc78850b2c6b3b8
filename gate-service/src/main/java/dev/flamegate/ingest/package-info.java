/** Bytes to {@link dev.flamegate.profile.Profile}: the last place that knows a wire format. */
@NullMarked
package dev.flamegate.ingest;

import org.jspecify.annotations.NullMarked;
