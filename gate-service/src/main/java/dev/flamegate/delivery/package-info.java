/** The way of a verdict out of the service: an outbox beside the reports, and the places it delivers to. */
@NullMarked
package dev.flamegate.delivery;

import org.jspecify.annotations.NullMarked;
