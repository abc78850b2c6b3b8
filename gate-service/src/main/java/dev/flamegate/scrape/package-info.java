/** Profiles fetched from targets on a schedule, configured as for Prometheus and Parca. */
@NullMarked
package dev.flamegate.scrape;

import org.jspecify.annotations.NullMarked;
