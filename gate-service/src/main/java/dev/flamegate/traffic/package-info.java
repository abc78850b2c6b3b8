/** How many requests were served, by version, pod and window: from clients that say so, or from Prometheus. */
@NullMarked
package dev.flamegate.traffic;

import org.jspecify.annotations.NullMarked;
