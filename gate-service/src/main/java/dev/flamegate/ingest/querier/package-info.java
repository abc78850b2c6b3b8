/** The requests of Pyroscope's {@code querier.v1.QuerierService}. */
@NullMarked
package dev.flamegate.ingest.querier;

import org.jspecify.annotations.NullMarked;
