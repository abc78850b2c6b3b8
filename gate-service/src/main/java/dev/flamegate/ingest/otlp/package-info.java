/** Decodes OpenTelemetry's profiles. The signal is in development and its layout moves: one revision is read, and read here alone. */
@NullMarked
package dev.flamegate.ingest.otlp;

import org.jspecify.annotations.NullMarked;
